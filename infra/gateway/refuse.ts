import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Site } from '../../lib/flow/site.ts';
import { problemResponse } from '../../lib/http/problem.ts';
import { refusal } from '../../lib/http/refusal.ts';
import { describeError } from '../../lib/kernel/log.ts';
import { asProblem, Problem } from '../../lib/kernel/problem.ts';
import { originFor } from './origin.ts';
import { sendWhole } from './send-response.ts';

/** Answers whatever went wrong in the gateway as a function answers what goes wrong in it. */
export async function refuse(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  site: Site,
): Promise<FastifyReply> {
  const { request_id: instance } = originFor(request.raw, site);
  const problem = problemOf(error);
  if (problem.code === 'internal') site.log.error('gateway.failed', { instance, ...describeError(error) });
  // All that is looked at is whether a page of another origin asks.
  const asked = new Request('http://gateway/', {
    method: request.raw.method === 'OPTIONS' ? 'OPTIONS' : 'GET',
    headers: Object.entries(request.headers).flatMap(([name, value]) =>
      /^(origin|access-control-)/.test(name) ? [[name, String(value)] as [string, string]] : [],
    ),
  });
  return sendWhole(reply, await refusal(asked, { site, problem, instance }));
}

/** What Fastify itself complains of is the caller's mistake, unless it says that it is not. */
function problemOf(error: unknown): Problem {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return new Problem('request.too_large', 'The body is larger than this site takes.');
  if (typeof status === 'number' && status < 500)
    return new Problem('request.malformed', 'Its path, headers or body are not those of an HTTP call.');
  return asProblem(error);
}

/** What Node says of bytes that are no HTTP, by its own code. */
const UNREADABLE: Record<string, string> = {
  HPE_HEADER_OVERFLOW: 'Its headers are larger than this site takes.',
  ERR_HTTP_REQUEST_TIMEOUT: 'It was not sent in time.',
};

/** Answers what is no HTTP request and ends the connection. */
export async function refuseUnreadable(error: Error & { code?: string }, socket: Duplex, site: Site): Promise<void> {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const detail = UNREADABLE[error.code ?? ''] ?? 'It is not an HTTP call.';
  const problem = problemResponse(new Problem('request.malformed', detail), site.clock.uuid());
  const body = await problem.text();
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    ...[...problem.headers].map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
