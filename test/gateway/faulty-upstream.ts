import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SECURITY_HEADERS } from '../../lib/http/problem.ts';

/** What reached the upstream. */
export interface Visit {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** How a visit is answered; the last of the ways answers all that follow. */
export type Way = (response: ServerResponse) => unknown;

/** A server that runs no functions and answers as a test wants it to. */
export class FaultyUpstream {
  readonly visits: Visit[] = [];
  #ways: Way[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = '', url = '', headers } = request;
      this.visits.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      const way = this.#ways.length > 1 ? this.#ways.shift() : this.#ways[0];
      way?.(response);
    });
  }

  /** Listens, on the port it had before if it had one. */
  async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  answer(...ways: Way[]): void {
    this.visits.length = 0;
    this.#ways = ways;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}

/** An answer as a function gives it, with the headers they all set. */
export const functionAnswer =
  (status: number, body: unknown = { ok: true }, headers: Record<string, string | string[]> = {}): Way =>
  (response) => {
    const all = { ...SECURITY_HEADERS, 'content-type': 'application/json', 'x-request-id': 'theirs', ...headers };
    response.writeHead(status, all).end(JSON.stringify(body));
  };

/** An answer of what runs the functions. */
export const ownAnswer =
  (status: number): Way =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"error":"x","code":"y"}');

/** The connection ends without an answer. */
export const cut: Way = (response) => response.destroy();
