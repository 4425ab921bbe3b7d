import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import * as z from 'zod';
import { declared } from '../../functions/transfer/overview.ts';
import { authenticate } from '../../lib/auth/authenticate.ts';
import { authorize } from '../../lib/auth/principal.ts';
import type { Site } from '../../lib/flow/site.ts';
import { admitted } from '../../lib/http/endpoint.ts';
import type { Origin } from '../../lib/http/origin.ts';
import { describeError } from '../../lib/kernel/log.ts';
import { asProblem, Problem, type ProblemCode } from '../../lib/kernel/problem.ts';
import type { GatewayConfig } from './config.ts';
import { LiveConnection } from './live-connection.ts';
import { Dialogue } from './live-dialogue.ts';
import { type AskOverview, type FeedLimits, LiveFeed } from './live-feed.ts';
import { CLOSE, type CloseCode, LARGEST_MESSAGE_BYTES } from './live-messages.ts';
import { originFor } from './origin.ts';

/** Where the one WebSocket of a site is. */
export const LIVE_PATH = '/api/transfer/ws/overview';
/** What a client names first when it sends its token as a subprotocol; the answer names it, and never the token. */
const SUBPROTOCOL = 'ops-db';
const BEARER = /(?:^|,)\s*bearer\.([\x21-\x2b\x2d-\x7e]{1,4096})\s*(?:,|$)/;

/** Whom a request is to matters to nobody here; it has to be an address. */
const ADDRESSEE = `http://gateway${LIVE_PATH}`;

/** What became of those who may not come in, or may not stay. */
const ENDS: { [code in ProblemCode]?: CloseCode } = {
  'auth.required': CLOSE.unauthenticated,
  'auth.forbidden': CLOSE.forbidden,
};

/** A browser cannot say it in a first message when its token is a subprotocol; a cursor is no secret. */
const AFTER = z.object({ after: z.string().max(2_000).optional().catch(undefined) });

/** How many there may be, and how long and how much each may take. */
export interface LiveLimits extends FeedLimits {
  /** In all. */
  connections: number;
  connections_per_user: number;
  /** A client that has not said who it is by then is ended. */
  authenticate_ms: number;
  /** From one look at connections and tokens to the next: the longest that a revoked token is still told something. */
  beat_ms: number;
  /** What a client may say from one beat to the next. */
  messages_per_beat: number;
  /** What is kept for a client that takes nothing, one message apart. */
  buffered_bytes: number;
}

const LIMITS = {
  authenticate_ms: 5_000,
  beat_ms: 20_000,
  messages_per_beat: 100,
  buffered_bytes: 1_000_000,
  gather_ms: 500,
  // A screen is soon told of so many; of more it is better shown anew.
  catch_up_events: 5_000,
} satisfies Partial<LiveLimits>;

/** What the plugin is told of its gateway. */
export interface LiveOptions {
  site: Site;
  config: Pick<GatewayConfig, 'GATEWAY_LIVE_CONNECTIONS' | 'GATEWAY_LIVE_CONNECTIONS_PER_USER'>;
  /** What GET /api/transfer/overview answers to a token; unless told, the application is asked. */
  overview?: AskOverview;
  limits?: Partial<LiveLimits>;
}

/**
 * A Fastify plugin: the WebSocket on which a screen is told how moving the data stands, whenever it changes. docs/events.md says
 * what is said on it. It is to be registered before the routes that are to answer a mistaken upgrade as they answer a request.
 */
export async function liveOverview(app: FastifyInstance, options: LiveOptions): Promise<void> {
  const live = new Live({ overview: (token, address) => asked(app, token, address), ...options });
  await app.register(websocket, {
    options: {
      maxPayload: LARGEST_MESSAGE_BYTES,
      handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    },
    errorHandler: (error, socket) => {
      // What the protocol forbids the library has answered with a close code already.
      if ('code' in error && String(error.code).startsWith('WS_ERR')) return;
      options.site.log.error('live_overview.failed', describeError(error));
      socket.terminate();
    },
    preClose: () => live.stop(),
  });
  app.route({
    method: 'GET',
    url: LIVE_PATH,
    onRequest: (request) => live.refuse(request),
    handler: (_, reply) => reply.callNotFound(),
    wsHandler: (socket, request) => live.welcome(socket, request),
  });
}

// Fastify, "Plugins: skip-override": what is registered in here is the whole application's.
Object.assign(liveOverview, { [Symbol.for('skip-override')]: true });

/** The answer of the application's own route, whatever stands behind that; the token is used from where the screen is. */
async function asked(app: FastifyInstance, token: string, address: string | null): Promise<Response> {
  const { statusCode: status, payload } = await app.inject({
    url: declared.path,
    headers: { authorization: `Bearer ${token}` },
    ...(address !== null && { remoteAddress: address }),
  });
  return new Response(payload, { status });
}

/** The connections of one gateway. */
class Live {
  readonly #site: Site;
  readonly #limits: LiveLimits;
  readonly #feed: LiveFeed;
  readonly #connections = new Set<LiveConnection>();
  #beats: NodeJS.Timeout | undefined;

  constructor({ site, config, overview, limits }: LiveOptions & { overview: AskOverview }) {
    this.#site = site;
    const { GATEWAY_LIVE_CONNECTIONS: connections, GATEWAY_LIVE_CONNECTIONS_PER_USER: connections_per_user } = config;
    this.#limits = { ...LIMITS, connections, connections_per_user, ...limits };
    this.#feed = new LiveFeed(site, overview, this.#limits, (one) => this.#check(one));
  }

  /** Turns away, before there is a connection, pages of other origins and whoever is too many. */
  async refuse(request: FastifyRequest): Promise<void> {
    if (!request.ws) return;
    const from = originFor(request.raw, this.#site);
    const full = this.#connections.size >= this.#limits.connections;
    if (!from.is_foreign && !full) return;
    if (full) throw new Problem('gateway.busy', 'There are as many connections as this site takes.');
    throw new Problem('auth.forbidden', 'Pages of this origin may not connect.');
  }

  welcome(socket: WebSocket, request: FastifyRequest): void {
    const from = originFor(request.raw, this.#site);
    const { buffered_bytes, authenticate_ms, beat_ms } = this.#limits;
    const one = new LiveConnection(socket, { id: from.request_id, address: from.address, buffered_bytes });
    this.#connections.add(one);
    this.#beats ??= setInterval(() => this.#beat(), beat_ms).unref();
    const silent = setTimeout(() => {
      if (one.caller === undefined) one.end(CLOSE.silent, 'not authenticated in time');
    }, authenticate_ms).unref();
    socket.on('close', () => {
      clearTimeout(silent);
      this.#connections.delete(one);
      this.#feed.leave(one);
    });
    const admit = (token: string, after: string | undefined) => this.#admit(one, from, token, after);
    const dialogue = new Dialogue(one, this.#limits.messages_per_beat, admit);
    socket.on('message', (data, is_binary) => void dialogue.hear(is_binary ? undefined : String(data)));
    const [, token] = BEARER.exec(request.headers['sec-websocket-protocol'] ?? '') ?? [];
    const { after } = AFTER.parse(request.query);
    if (token !== undefined) void dialogue.authenticate(token, after);
  }

  /** Ends all connections in order. */
  async stop(): Promise<void> {
    clearInterval(this.#beats);
    for (const one of this.#connections) one.end(CLOSE.stopping, 'the gateway stops');
    await Promise.all([...this.#connections].map((one) => one.ended));
  }

  async #admit(one: LiveConnection, from: Origin, token: string, after: string | undefined): Promise<void> {
    try {
      const request = new Request(ADDRESSEE, { headers: { authorization: `Bearer ${token}` } });
      const principal = await admitted(declared, request, this.#site, from);
      const theirs = [...this.#connections].filter(({ caller }) => caller?.principal.user_id === principal.user_id);
      if (theirs.length >= this.#limits.connections_per_user)
        throw new Problem('rate.limited', `${principal.username} has ${theirs.length} connections already.`);
      one.caller = { principal, token };
      this.#feed.join(one, after);
    } catch (error) {
      await this.#end(one, error);
    }
  }

  #beat(): void {
    for (const one of this.#connections)
      if (one.beat()) void this.#check(one);
      else if (one.is_clogged) one.end(CLOSE.later, 'too slow');
      else one.terminate();
  }

  /** Ends a connection whose token is no good any more; one that cannot be judged now is kept. */
  async #check(one: LiveConnection): Promise<void> {
    const { caller } = one;
    if (caller === undefined) return;
    try {
      const principal = await authenticate(this.#site, `Bearer ${caller.token}`);
      if (declared.permission !== 'public' && declared.permission !== 'own') authorize(principal, declared.permission);
      one.caller = { ...caller, principal };
    } catch (error) {
      if (asProblem(error).code.startsWith('auth.')) await this.#end(one, error);
    }
  }

  async #end(one: LiveConnection, error: unknown): Promise<void> {
    const problem = asProblem(error);
    if (problem.code === 'internal') this.#site.log.error('live_overview.failed', describeError(error));
    await one.refuse(problem);
    one.end(ENDS[problem.code] ?? CLOSE.later, problem.code);
  }
}
