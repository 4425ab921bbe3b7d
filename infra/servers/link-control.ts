import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import * as z from 'zod';
import { type Link, type LinkStatus, MAX_DELAY_MS } from './link.ts';

const change = z.strictObject({
  mode: z.enum(['up', 'down']).optional(),
  delay_ms: z.number().min(0).max(MAX_DELAY_MS).optional(),
  connections: z.literal('reset').optional(),
});
const status = z.object({
  mode: z.enum(['up', 'down']),
  delay_ms: z.number(),
  connections: z.number(),
  bytes_to_main: z.number(),
  bytes_from_main: z.number(),
});

/** What may be changed about a link from another process. */
export type LinkChange = z.infer<typeof change>;

/** The body of a change is a few words. */
const BODY_LIMIT_BYTES = 1_000;
/** The control port is on the same machine; what takes longer is a hung process. */
const ANSWER_LIMIT_MS = 2_000;

/**
 * Serves a link's control on a port of this machine: GET answers its status, PATCH changes it and answers the new status,
 * 400 with the reason when it cannot. `changed` is called after every change, before the answer.
 */
export async function serveLinkControl(
  link: Link,
  port: number,
  changed: (status: LinkStatus) => void,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    try {
      if (request.method === 'PATCH') {
        apply(link, change.parse(JSON.parse(await readBody(request))));
        changed(link.status());
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(link.status()));
    } catch (error) {
      response.statusCode = 400;
      response.end(error instanceof z.ZodError ? z.prettifyError(error) : String(error));
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Asks the link at this control URL for its status. Throws when nobody answers. */
export async function linkStatus(control_url: string): Promise<LinkStatus> {
  return answer(await fetch(control_url, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) }));
}

/** Changes the link at this control URL and returns its new status. Throws when nobody answers, or with the reason it was refused. */
export async function changeLink(control_url: string, wanted: LinkChange): Promise<LinkStatus> {
  const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
  return answer(await fetch(control_url, { method: 'PATCH', body: JSON.stringify(wanted), signal }));
}

function apply(link: Link, { mode, delay_ms, connections }: LinkChange): void {
  if (delay_ms !== undefined) link.delay(delay_ms);
  if (mode === 'up') link.up();
  if (mode === 'down') link.down();
  if (connections === 'reset') link.reset();
}

async function answer(response: Response): Promise<LinkStatus> {
  if (!response.ok) throw new Error(await response.text());
  return status.parse(await response.json());
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > BODY_LIMIT_BYTES) throw new Error('the body is too long');
  }
  return body;
}
