import { once } from 'node:events';
import { type FastifyInstance, fastify } from 'fastify';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { fetch as overview } from '../../functions/transfer/overview.ts';
import type { AskOverview } from '../../infra/gateway/live-feed.ts';
import { type LiveLimits, liveOverview } from '../../infra/gateway/live-overview.ts';
import { refuse } from '../../infra/gateway/refuse.ts';
import type { Site } from '../../lib/flow/site.ts';
import type { FeedEvent } from '../../lib/outbox/feed.ts';
import { TOKENS } from '../support/sites.ts';
import { gatewayConfig } from './support-gateway.ts';

/** What a gateway has said. */
export interface Said {
  type: 'snapshot' | 'update' | 'status' | 'pong' | 'error';
  sequence: string;
  events: FeedEvent[];
  // biome-ignore lint/suspicious/noExplicitAny: tests look into overviews of every shape
  overview: any;
  note?: string;
  complete: boolean;
  problem?: { code: string; instance: string };
}

/** A gateway of a site that has nothing but the WebSocket. */
export interface LiveGateway {
  url: string;
  app: FastifyInstance;
  /** How often an overview was asked for. */
  asked(): number;
}

/** The overview of a site as its function answers it, in process. */
export function overviewOf(site: Site): AskOverview {
  return (token) => {
    const headers = { authorization: `Bearer ${token}` };
    return overview(new Request('http://site/api/transfer/overview', { headers }), site);
  };
}

/** Starts one on a free port. */
export async function startLive(
  site: Site,
  limits: Partial<LiveLimits> = {},
  ask = overviewOf(site),
): Promise<LiveGateway> {
  const app = fastify();
  let asked = 0;
  await app.register(liveOverview, {
    site,
    config: gatewayConfig(),
    limits: { gather_ms: 20, ...limits },
    overview: (token, address) => {
      asked += 1;
      return ask(token, address);
    },
  });
  app.setErrorHandler((error, request, reply) => refuse(error, request, reply, site));
  app.setNotFoundHandler((_, reply) => reply.code(404).send({ code: 'route.not_found' }));
  app.get('/plain', async () => 'plain');
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url: url.replace('http', 'ws'), app, asked: () => asked };
}

/** A screen: everything it was told, and the last sequence it has got. */
export class Screen {
  readonly said: Said[] = [];
  readonly socket: WebSocket;
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(url: string, protocols: string[] = [], options: WebSocket.ClientOptions = {}) {
    this.socket = new WebSocket(url, protocols, options);
    this.socket.on('message', (text) => this.said.push(JSON.parse(String(text))));
    this.closed = once(this.socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
    // Whoever waits for it is told by `closed`.
    this.socket.on('error', () => {});
  }

  /** Connects and says who it is. */
  static async open(
    { url }: { url: string },
    { token = TOKENS.viewer, after }: { token?: string; after?: string } = {},
  ) {
    const screen = new Screen(`${url}/api/transfer/ws/overview`);
    await once(screen.socket, 'open');
    screen.send({ type: 'authenticate', token, ...(after === undefined ? {} : { after }) });
    return screen;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Waits for something to have been said. */
  async hears(wanted: (said: Said) => boolean): Promise<Said> {
    for (const deadline = Date.now() + 30_000; ; ) {
      const found = this.said.find(wanted);
      if (found !== undefined) return found;
      if (Date.now() > deadline) expect.fail(`not heard: ${wanted} in ${JSON.stringify(this.said).slice(0, 5_000)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Waits for the overview to be so. */
  shows(wanted: (overview: Said['overview']) => boolean): Promise<Said> {
    return this.hears(({ overview }) => overview != null && wanted(overview));
  }

  /** Waits for something of this type. */
  first(type: Said['type']): Promise<Said> {
    return this.hears((said) => said.type === type);
  }

  /** Every event it was told of. */
  get events(): FeedEvent[] {
    return this.said.flatMap(({ events }) => events ?? []);
  }

  /** The last sequence it has got. */
  get sequence(): string | undefined {
    return this.said.findLast(({ sequence }) => sequence !== undefined)?.sequence;
  }

  /** Goes, as somebody whose network has: without a word. */
  async leave(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }
}

/** The gateways and screens of a test, which go when it ends. */
export class Audience {
  readonly #screens: Screen[] = [];
  readonly #gateways: LiveGateway[] = [];

  /** A gateway of its own. */
  async gateway(...how: Parameters<typeof startLive>): Promise<LiveGateway> {
    const own = await startLive(...how);
    this.#gateways.push(own);
    return own;
  }

  /** A connection that has said nothing in a message yet. */
  connect({ url }: { url: string }, protocols?: string[], options?: WebSocket.ClientOptions, query = ''): Screen {
    return this.#kept(new Screen(`${url}/api/transfer/ws/overview${query}`, protocols, options));
  }

  /** A screen that has said who it is. */
  async open(...how: Parameters<typeof Screen.open>): Promise<Screen> {
    return this.#kept(await Screen.open(...how));
  }

  async leave(): Promise<void> {
    for (const screen of this.#screens.splice(0)) await screen.leave();
    for (const { app } of this.#gateways.splice(0)) await app.close();
  }

  #kept(screen: Screen): Screen {
    this.#screens.push(screen);
    return screen;
  }
}

/** What a refused upgrade was answered. */
export async function refusal(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const socket = new WebSocket(url, { headers });
  const [, response] = await once(socket, 'unexpected-response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, body: String(Buffer.concat(chunks)) };
}
