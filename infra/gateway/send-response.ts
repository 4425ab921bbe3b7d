import type { FastifyReply } from 'fastify';

/** Sends a response whole, with its length. */
export async function sendWhole(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  copyHead(reply, response);
  const bytes = Buffer.from(await response.arrayBuffer());
  return bytes.length === 0 ? reply.send() : reply.send(bytes);
}

/** Sends a response as it is made. */
export function sendStream(reply: FastifyReply, response: Response): FastifyReply {
  copyHead(reply, response);
  return reply.send(response.body);
}

function copyHead(reply: FastifyReply, response: Response): void {
  reply.code(response.status);
  // Several cookies come one by one, and are kept apart.
  for (const [name, value] of response.headers) reply.header(name, value);
}
