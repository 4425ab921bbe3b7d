import { createServer, type Server } from 'node:net';

/**
 * Where free ports are looked for: above the ports of well-known servers and below the range operating systems give to
 * outgoing connections (Linux 32768, others 49152), so that a port stays free while its server is being restarted.
 */
const FIRST = 20_000;
const LAST = 32_000;
/** Tries per port wanted; with half the range taken, ten in a row fail once in a thousand. */
const TRIES = 10;

/** Free TCP ports of this machine, all different; picked at random, for other checkouts look for some too. */
export async function freePorts(count: number): Promise<number[]> {
  const held: Held[] = [];
  for (let tries = 0; held.length < count && tries < count * TRIES; tries++) {
    const taken = await hold(FIRST + Math.floor(Math.random() * (LAST - FIRST)));
    if (taken) held.push(taken);
  }
  await Promise.all(held.map(({ server }) => new Promise((closed) => server.close(closed))));
  if (held.length < count) throw new Error(`no ${count} free ports between ${FIRST} and ${LAST}`);
  return held.map(({ port }) => port);
}

/** Those of the given ports that somebody listens on already. */
export async function takenPorts(ports: readonly number[]): Promise<number[]> {
  const taken: number[] = [];
  for (const port of ports) {
    const held = await hold(port);
    if (held) await new Promise((closed) => held.server.close(closed));
    else taken.push(port);
  }
  return taken;
}

interface Held {
  port: number;
  server: Server;
}

function hold(port: number): Promise<Held | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve({ port, server }));
  });
}
