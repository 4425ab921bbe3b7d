import compress from '@fastify/compress';
import type { FastifyInstance, onSendHookHandler } from 'fastify';

/** The codings the gateway uses; every client that takes any takes one of them. */
const ENCODINGS = ['br', 'gzip'] as const;
/** What functions answer as text, lists of lines included; what is sent as it happens would wait for its block to fill. */
const TEXT = /^text\/(?!event-stream)|\b(?:json|ndjson|xml|javascript)(?:;|$)/;

/**
 * Compresses what is text, at least `from_bytes` long and not compressed already. The ETag of what has been compressed becomes a
 * weak one: the same answer, in other bytes (RFC 9110, section 8.8.1). Functions compare weakly, so 304 stays right.
 */
export async function addCompression(app: FastifyInstance, from_bytes: number): Promise<void> {
  await app.register(compress, {
    threshold: from_bytes,
    encodings: [...ENCODINGS],
    customTypes: TEXT,
    globalDecompression: false,
  });
  // After the hook that compresses, which the plugin adds to every route in the same way.
  app.addHook('onRoute', (route) => {
    route.onSend = [...[route.onSend ?? []].flat(), weakenTag];
  });
}

const weakenTag: onSendHookHandler = async (_request, reply, payload) => {
  const tag = reply.getHeader('etag');
  if (typeof tag === 'string' && !tag.startsWith('W/') && reply.hasHeader('content-encoding'))
    reply.header('etag', `W/${tag}`);
  return payload;
};
