import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Link } from '../../infra/servers/link.ts';
import { freePorts } from '../../infra/servers/ports.ts';

let main: Server;
let link: Link;
let port: number;
/** What main was sent; it answers every piece with the same in capitals. */
let heard: string;
let connections: Socket[];

beforeEach(async () => {
  const [target = 0, listen = 0] = await freePorts(2);
  heard = '';
  connections = [];
  main = createServer((socket) => {
    connections.push(socket);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      heard += bytes;
      socket.write(bytes.toString().toUpperCase());
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

/** A client of main across the link that has been answered once. */
async function client() {
  const socket = connect(port, '127.0.0.1');
  const received = { text: '', over: false };
  socket.on('data', (bytes) => {
    received.text += bytes;
  });
  socket.on('error', () => {}); // a reset; 'close' follows
  socket.on('close', () => {
    received.over = true;
  });
  await once(socket, 'connect');
  return { socket, received };
}

async function answered(first: string) {
  const made = await client();
  made.socket.write(first);
  await vi.waitFor(() => expect(made.received.text).toBe(first.toUpperCase()));
  return made;
}

/** Gives the sockets some turns of the event loop, so that what could arrive has arrived. */
async function settle() {
  for (let turn = 0; turn < 200; turn++) await nextTurn();
}

it('loses what goes to main and nothing else, and delivers it afterwards', async () => {
  const { socket, received } = await answered('a');
  link.lose('to_main');
  socket.write('b');
  connections[0]?.write('-from main');
  await vi.waitFor(() => expect(received.text).toBe('A-from main'));
  await settle();
  expect(heard).toBe('a');
  link.lose(undefined);
  await vi.waitFor(() => expect(received.text).toBe('A-from mainB'));
});

it('loses what comes from main and nothing else, and delivers it afterwards', async () => {
  const { socket, received } = await answered('a');
  link.lose('from_main');
  socket.write('b');
  await vi.waitFor(() => expect(heard).toBe('ab'));
  await settle();
  expect(received.text).toBe('A');
  link.lose(undefined);
  await vi.waitFor(() => expect(received.text).toBe('AB'));
});

it('turns one-way loss round without forgetting either direction', async () => {
  const { socket, received } = await answered('a');
  link.lose('to_main');
  socket.write('b');
  link.lose('from_main');
  await vi.waitFor(() => expect(heard).toBe('ab'));
  await settle();
  expect(received.text).toBe('A');
  link.lose(undefined);
  await vi.waitFor(() => expect(received.text).toBe('AB'));
});

it.each(['to_main', 'from_main'] as const)('establishes no connection while it loses what goes %s', async (heading) => {
  link.lose(heading);
  const { socket, received } = await client();
  socket.write('a');
  await settle();
  expect(connections).toHaveLength(0);
  link.lose(undefined);
  await vi.waitFor(() => expect(received.text).toBe('A'));
});

it('lets so many bytes from main through, and ends the connection at both ends at the next', async () => {
  const { socket, received } = await answered('before');
  const over = vi.fn();
  connections[0]?.on('close', over);
  link.truncate({ heading: 'from_main', bytes: 3 });
  socket.write('truncated');
  await vi.waitFor(() => expect(received.over).toBe(true));
  await vi.waitFor(() => expect(over).toHaveBeenCalled());
  expect(received.text).toBe('BEFORETRU');
  expect(link.status().connections).toBe(0);
  link.truncate(undefined);
  expect((await answered('whole again')).received.over).toBe(false);
});

it('lets so many bytes to main through on every connection, and ends the connection at both ends at the next', async () => {
  link.truncate({ heading: 'to_main', bytes: 4 });
  for (const name of ['one-', 'two-']) {
    const { socket, received } = await answered(name);
    socket.write('lost');
    await vi.waitFor(() => expect(received.over).toBe(true));
  }
  await settle();
  expect(heard).toBe('one-two-');
});

it('loses one answer after main has heard the question, and only to a question of that length', async () => {
  const { socket, received } = await answered('hello');
  link.loseAnswer(8);
  socket.write('short');
  await vi.waitFor(() => expect(received.text).toBe('HELLOSHORT'));
  expect(link.answers_lost).toBe(0);
  socket.write('long enough');
  await vi.waitFor(() => expect(received.over).toBe(true));
  expect(heard).toBe('helloshortlong enough');
  expect(received.text).toBe('HELLOSHORT');
  expect(link.answers_lost).toBe(1);
  expect((await answered('long enough, again')).received.over).toBe(false);
});

it('keeps the order of bytes and the delay whatever the jitter', async () => {
  link.delay(20);
  link.jitter(50);
  const { socket, received } = await client();
  const start = performance.now();
  for (let piece = 0; piece < 20; piece++) {
    socket.write(`${piece} `);
    await nextTurn();
  }
  const all = [...Array(20).keys()].map((piece) => `${piece} `).join('');
  await vi.waitFor(() => expect(received.text).toBe(all), { interval: 1 });
  expect(performance.now() - start).toBeGreaterThanOrEqual(40);
});

it.each([-1, 2_001, Number.NaN])('refuses a jitter of %d ms', (jitter_ms) => {
  expect(() => link.jitter(jitter_ms)).toThrow(RangeError);
});
