import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/**
 * Where free ports are looked for: above the ports of well-known servers and below the range operating systems give to
 * outgoing connections (Linux 32768, others 49152), so that a port stays free while its server is being restarted.
 */
const FIRST = 20_000;
const LAST = 32_000;
/** Tries per port wanted; with half the range taken, ten in a row fail once in a thousand. */
const TRIES = 10;

/**
 * Free TCP ports of this machine, all different; picked at random, for other checkouts look for some too. They stay this
 * process's until it ends: seconds may pass before the server that shall listen there does, and nobody else gets them.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let tries = 0; ports.length < count && tries < count * TRIES; tries++) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if ((await claim(port)) && (await isFree(port))) ports.push(port);
  }
  if (ports.length < count) throw new Error(`no ${count} free ports between ${FIRST} and ${LAST}`);
  return ports;
}

/** Whether all given ports are free; then they are this process's as those of `freePorts` are. */
export async function claimPorts(ports: readonly number[]): Promise<boolean> {
  const claimed = await Promise.all(ports.map(claim));
  return claimed.every(Boolean) && (await takenPorts(ports)).length === 0;
}

/** Those of the given ports that somebody listens on already. */
export async function takenPorts(ports: readonly number[]): Promise<number[]> {
  const free = await Promise.all(ports.map(isFree));
  return ports.filter((_, at) => !free[at]);
}

/** Takes the UDP port of the same number, which no server here uses and the kernel gives to one process only. */
function claim(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4').unref();
    socket.once('error', () => socket.close(() => resolve(false)));
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(true));
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
