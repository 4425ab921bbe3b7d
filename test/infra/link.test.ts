import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Link } from '../../infra/servers/link.ts';
import { freePorts } from '../../infra/servers/ports.ts';

let main: Server;
let link: Link;
let port: number;
/** What main was sent, and the connections it has. */
let heard: string;
let connections: Socket[];

beforeEach(async () => {
  const [target, listen] = await freePorts(2);
  if (target === undefined || listen === undefined) throw new Error('unreachable');
  heard = '';
  connections = [];
  main = createServer((socket) => {
    connections.push(socket);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      heard += bytes;
      socket.write(bytes);
    });
  });
  main.listen(target, '127.0.0.1');
  await once(main, 'listening');
  link = new Link(target, { mode: 'up', delay_ms: 0 });
  port = listen;
  await link.listen(port);
});

afterEach(async () => {
  await link.close();
  main.close();
});

/** A client of main across the link. */
async function client() {
  const socket = connect(port, '127.0.0.1');
  const received = { text: '', ended: false, reset: false };
  socket.on('data', (bytes) => {
    received.text += bytes;
  });
  socket.on('end', () => {
    received.ended = true;
  });
  socket.on('error', () => {
    received.reset = true;
  });
  await once(socket, 'connect');
  return { socket, received };
}

/** Gives the sockets some turns of the event loop, so that what could arrive has arrived. */
async function settle() {
  for (let turn = 0; turn < 200; turn++) await nextTurn();
}

it('carries bytes in both directions and counts them', async () => {
  const { socket, received } = await client();
  socket.write('hello');
  await vi.waitFor(() => expect(received.text).toBe('hello'));
  expect(link.status()).toMatchObject({ bytes_to_main: 5, bytes_from_main: 5, connections: 1 });
});

it('passes the end of a connection on and forgets the connection', async () => {
  const { socket, received } = await client();
  socket.end('bye');
  await vi.waitFor(() => expect(received).toEqual({ text: 'bye', ended: true, reset: false }));
  await vi.waitFor(() => expect(link.status().connections).toBe(0));
});

it('takes at least two round trips until the first answer on a new connection, one on an old', async () => {
  link.delay(40);
  const start = performance.now();
  const { socket, received } = await client();
  socket.write('a');
  await vi.waitFor(() => expect(received.text).toBe('a'), { interval: 1 });
  expect(performance.now() - start).toBeGreaterThanOrEqual(160);
  const again = performance.now();
  socket.write('b');
  await vi.waitFor(() => expect(received.text).toBe('ab'), { interval: 1 });
  expect(performance.now() - again).toBeGreaterThanOrEqual(80);
});

it('keeps the order of bytes when the delay is shortened', async () => {
  const { socket, received } = await client();
  link.delay(100);
  socket.write('first ');
  await settle();
  link.delay(0);
  socket.write('second');
  await vi.waitFor(() => expect(received.text).toBe('first second'));
});

it('swallows everything while down, and delivers it late and in order when up again', async () => {
  const { socket, received } = await client();
  socket.write('1');
  await vi.waitFor(() => expect(received.text).toBe('1'));
  link.down();
  socket.write('2');
  connections[0]?.write('from main');
  await settle();
  socket.write('3');
  await settle();
  expect(heard).toBe('1');
  expect(received).toEqual({ text: '1', ended: false, reset: false });
  link.up();
  await vi.waitFor(() => expect(heard).toBe('123'));
  await vi.waitFor(() => expect(received.text).toBe('1from main23'));
});

it('does not tell main that a client has gone while down', async () => {
  const { socket, received } = await client();
  socket.write('1');
  await vi.waitFor(() => expect(received.text).toBe('1'));
  const ended = vi.fn();
  connections[0]?.on('end', ended);
  link.down();
  socket.end('last words');
  await settle();
  expect(ended).not.toHaveBeenCalled();
  link.up();
  await vi.waitFor(() => expect(ended).toHaveBeenCalled());
  expect(heard).toBe('1last words');
  await vi.waitFor(() => expect(link.status().connections).toBe(0));
});

it('establishes a connection begun while down when it is up, unless the client has given up', async () => {
  link.down();
  const patient = await client();
  const hasty = await client();
  patient.socket.write('still here');
  hasty.socket.end('never mind');
  await vi.waitFor(() => expect(link.status().connections).toBe(1));
  expect(connections).toHaveLength(0);
  link.up();
  await vi.waitFor(() => expect(patient.received.text).toBe('still here'));
  expect(heard).toBe('still here');
});

it('makes a sender wait instead of holding more than a send buffer while down', async () => {
  const { socket, received } = await client();
  socket.write('1');
  await vi.waitFor(() => expect(received.text).toBe('1'));
  link.down();
  const megabyte = Buffer.alloc(1024 * 1024, 'x');
  for (let sent = 0; sent < 24; sent++) socket.write(megabyte);
  await vi.waitFor(() => expect(socket.bytesWritten - socket.writableLength).toBeGreaterThan(4 * megabyte.length));
  await settle();
  expect(socket.writableLength).toBeGreaterThan(8 * megabyte.length);
  link.up();
  await vi.waitFor(() => expect(received.text).toHaveLength(1 + 24 * megabyte.length), { timeout: 10_000 });
});

it('resets both ends on request, up or down', async () => {
  const { socket, received } = await client();
  socket.write('1');
  await vi.waitFor(() => expect(received.text).toBe('1'));
  const failed = vi.fn();
  connections[0]?.on('error', failed);
  link.down();
  link.reset();
  await vi.waitFor(() => expect(received.reset).toBe(true));
  await vi.waitFor(() => expect(failed).toHaveBeenCalled());
  expect(link.status().connections).toBe(0);
});

it('resets a client when main refuses', async () => {
  main.close();
  const { socket, received } = await client();
  socket.write('anybody?');
  await vi.waitFor(() => expect(received.reset).toBe(true));
  expect(link.status().connections).toBe(0);
});
