import type { Readable } from 'node:stream';
import replyFrom from '@fastify/reply-from';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Site } from '../../lib/flow/site.ts';
import { Problem } from '../../lib/kernel/problem.ts';
import type { GatewayConfig } from './config.ts';
import { passedOn } from './origin.ts';
import { noAnswer, type OwnAnswer, ownAnswer } from './own-answers.ts';
import type { PublishedFunction } from './published.ts';
import type { Asked, Upstream } from './upstream.ts';

/** Where the functions answer over HTTP. */
export interface Place {
  /** The URL of a function's call, without its query; `path` as it was sent. */
  urlOf(to: PublishedFunction, path: string): string;
  headers: Readonly<Record<string, string>>;
  own_answers: Readonly<Record<number, OwnAnswer>>;
}

/** Between two attempts: from a tenth of a second, doubled, to a second. */
const waitBefore = (attempt: number) => Math.min(100 * 2 ** attempt, 1_000);
/** Answers up to this size are sent whole, so that tiny ones are not compressed; the functions' pages have less. */
const WHOLE_BYTES = 1_000_000;
/** What the server behind says of its connection and of itself; the request id is the gateway's own. */
const NOT_PASSED_BACK = ['connection', 'keep-alive', 'server', 'date', 'x-request-id'];

/** What reply-from hands over: its types speak of a reply. */
interface UpstreamAnswer {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
  stream: Readable;
}

/** Passes calls on to functions that answer over HTTP. */
export function forwardOverHttp(
  place: Place,
  config: GatewayConfig,
  site: Site,
): Pick<Upstream, 'prepare' | 'forward'> {
  return {
    prepare: async (app) => {
      await app.register(replyFrom, {
        disableCache: true,
        disableRequestLogging: true,
        destroyAgent: true,
        undici: {
          // As many as may be on their way: what is let in waits for no connection.
          connections: config.GATEWAY_RECORDING_IN_FLIGHT + config.GATEWAY_READING_IN_FLIGHT,
          pipelining: 1,
          headersTimeout: config.GATEWAY_UPSTREAM_MS,
          bodyTimeout: config.GATEWAY_UPSTREAM_MS,
          // Said aloud, because the plugin would otherwise believe any certificate.
          connect: { timeout: config.GATEWAY_CONNECT_MS, rejectUnauthorized: true },
        },
      });
    },
    forward: async (asked) => {
      const { request, reply, to, from } = asked;
      const address = from.address === null ? {} : { 'x-forwarded-for': from.address };
      const headers = { ...passedOn(request.headers, from), ...address, ...place.headers };
      return reply.from(place.urlOf(to, request.url.replace(/\?.*$/s, '')), {
        ...(Buffer.isBuffer(request.body) ? { body: request.body, contentType: 'application/octet-stream' } : {}),
        rewriteRequestHeaders: () => headers,
        rewriteHeaders: (back) =>
          Object.fromEntries(Object.entries(back).filter(([name]) => !NOT_PASSED_BACK.includes(name))),
        retryDelay: retries(asked, place, config),
        onError: (_, { error }) => reply.send(problemOf(noAnswer(error))),
        onResponse: (_request, _reply, answer) =>
          void deliver(request, reply, answer as unknown as UpstreamAnswer, (own, status) => {
            site.log.warn('gateway.upstream', { function: to.name, status, request_id: from.request_id });
            return problemOf(own);
          }).catch((error: unknown) => reply.send(problemOf(noAnswer(error)))),
      });
    },
  };

  async function deliver(
    { method }: FastifyRequest,
    reply: FastifyReply,
    { statusCode, headers, stream }: UpstreamAnswer,
    refused: (own: OwnAnswer, status: number) => Problem,
  ): Promise<void> {
    const own = ownAnswer(place.own_answers, statusCode, headers);
    if (own !== undefined) {
      stream.resume();
      for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
      return void reply.send(refused(own, statusCode));
    }
    const length = Number(headers['content-length'] ?? Number.POSITIVE_INFINITY);
    if (method === 'HEAD' || length > WHOLE_BYTES) return void reply.send(stream);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    reply.send(length === 0 ? undefined : Buffer.concat(chunks));
  }
}

const problemOf = ({ code, detail }: OwnAnswer) => new Problem(code, detail);

type RetryDelay = NonNullable<NonNullable<Parameters<FastifyReply['from']>[1]>['retryDelay']>;

/**
 * When to send a call again, within its time: one that has not reached its function; one of which nobody knows what became, if it
 * may be repeated. What is refused for a limit is repeated for recordings only: screens come again by themselves.
 */
function retries({ request, reply, to }: Asked, place: Place, config: GatewayConfig): RetryDelay {
  const last_at = performance.now() + config.GATEWAY_RETRY_MS;
  const is_repeatable = /^(GET|HEAD|OPTIONS)$/.test(request.method) || request.headers['idempotency-key'] !== undefined;
  return ({ err, res, attempt }) => {
    const answer = res as unknown as UpstreamAnswer | undefined;
    const own = err ? noAnswer(err) : answer && ownAnswer(place.own_answers, answer.statusCode, answer.headers);
    if (own === undefined || own.again === 'never' || reply.raw.destroyed) return null;
    if (own.again === 'unknown' && !is_repeatable) return null;
    if (own.code === 'gateway.busy' && to.group !== 'recording') return null;
    const wait_ms = waitBefore(attempt);
    if (performance.now() + wait_ms > last_at) return null;
    answer?.stream.resume();
    return wait_ms;
  };
}
