import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Site } from '../../lib/flow/site.ts';
import { originFor } from './origin.ts';

/**
 * One line for every request, when its answer has gone or its client has. Never what could be a secret: no query, no header
 * but the request id.
 */
export function logWhenDone({ raw: request }: FastifyRequest, { raw: response }: FastifyReply, site: Site): void {
  const begun_at = performance.now();
  // The client may be gone by the time of the line, and its address with it.
  const { address, request_id } = originFor(request, site);
  // Where a platform takes the answer instead of a socket, nobody counts.
  const { socket }: { socket: Partial<Pick<Socket, 'bytesWritten'>> } = request;
  const sent_before = socket.bytesWritten ?? 0;
  let is_whole = false;
  response.once('finish', () => {
    is_whole = true;
  });
  response.once('close', () => {
    site.log.info('gateway.request', {
      method: request.method,
      path: request.url?.replace(/\?.*$/s, '').slice(0, 500),
      status: response.headersSent ? response.statusCode : null,
      ms: Math.round(performance.now() - begun_at),
      bytes: socket.bytesWritten === undefined ? null : socket.bytesWritten - sent_before,
      request_id,
      address,
      ...(is_whole ? {} : { cut_short: true }),
    });
  });
}
