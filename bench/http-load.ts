import { once } from 'node:events';
import { connect } from 'node:net';
import * as z from 'zod';
import { OBSERVED } from './fill.ts';
import { sideBySide } from './measure.ts';

/**
 * The clients, in a process of their own, over bare sockets: a load generator that needs more time than the server would
 * measure itself. Takes its task as JSON in the first argument; prints the latency, rate and statuses as JSON.
 */

const task = z
  .object({
    port: z.int(),
    clients: z.int(),
    duration_ms: z.number(),
    method: z.enum(['GET', 'POST']),
    path: z.string(),
    token: z.string(),
    /** For recordings: distinguishes their start times from those of other runs. */
    year: z.int(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

let sent = 0;

/** The next request as it goes over the wire. */
function nextRequest(): string {
  const head = `${task.method} ${task.path} HTTP/1.1\r\nhost: site\r\nauthorization: Bearer ${task.token}\r\n`;
  if (task.method === 'GET') return `${head}\r\n`;
  sent += 1;
  const start_time = new Date(Date.UTC(task.year, 0, 1) + sent).toISOString();
  const body = JSON.stringify({ obs_unit_id: 1 + (sent % 8), start_time, ...OBSERVED });
  return `${head}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const HEAD_END = '\r\n\r\n';

/** One connection: sends a request, answers its status when the whole response is there. */
async function openClient(): Promise<() => Promise<number>> {
  const socket = connect({ port: task.port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  let received = Buffer.alloc(0);
  let answered: (status: number) => void = () => {};
  let failed: (error: Error) => void = () => {};
  socket.on('error', (error) => failed(error));
  socket.on('close', () => failed(new Error('the server closed the connection')));
  socket.on('data', (bytes) => {
    received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
    const head_end = received.indexOf(HEAD_END);
    if (head_end === -1) return;
    const head = received.toString('latin1', 0, head_end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    if (received.length < head_end + HEAD_END.length + length) return;
    received = Buffer.alloc(0);
    answered(Number(head.slice(9, 12)));
  });
  return () =>
    new Promise((resolve, reject) => {
      answered = resolve;
      failed = reject;
      socket.write(nextRequest());
    });
}

const statuses: Record<number, number> = {};
const clients = await Promise.all(Array.from({ length: task.clients }, openClient));
const result = await sideBySide(task.clients, task.duration_ms, async (client) => {
  const status = (await clients[client]?.()) ?? 0;
  statuses[status] = (statuses[status] ?? 0) + 1;
});
process.stdout.write(JSON.stringify({ ...result, statuses }), () => process.exit());
