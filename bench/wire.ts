import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** How long an answer may take: a COPY over a slow line is the longest. */
const ANSWER_LIMIT_MS = 120_000;

/**
 * One connection that speaks PostgreSQL's simple query protocol and nothing else: one round trip per statement, as a
 * driver without pipelining, and COPY, the fastest way rows can travel. For servers that trust. Source: PostgreSQL
 * manual, 54.2 and 54.7.
 */
export class Wire {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #arrived: () => void = () => {};
  #failure: Error | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => {
      this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
      this.#arrived();
    });
    socket.on('error', (error) => {
      this.#failure = error;
      this.#arrived();
    });
    socket.setTimeout(ANSWER_LIMIT_MS, () => socket.destroy(new Error(`no answer within ${ANSWER_LIMIT_MS} ms`)));
  }

  /** Connects and waits until queries are taken. */
  static async open(url: string): Promise<Wire> {
    const { hostname: host, port, username, pathname } = new URL(url);
    const socket = connect({ host, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    const wire = new Wire(socket);
    const start = `user\0${username}\0database\0${pathname.slice(1)}\0\0`;
    const head = Buffer.alloc(8);
    head.writeInt32BE(8 + start.length, 0);
    head.writeInt32BE(196_608, 4); // protocol 3.0
    socket.write(Buffer.concat([head, Buffer.from(start)]));
    await wire.#until('Z');
    return wire;
  }

  /** Runs one statement and returns its rows, values as text. Throws what PostgreSQL says. */
  async query(sql: string): Promise<(string | null)[][]> {
    this.#send('Q', Buffer.from(`${sql}\0`));
    return (await this.#until('Z')).filter(([type]) => type === 'D').map(([, body]) => valuesOf(body));
  }

  /** The rows of a table or query, in COPY's text format. */
  async copyOut(sql: string): Promise<string[]> {
    this.#send('Q', Buffer.from(`${sql}\0`));
    return (await this.#until('Z')).filter(([type]) => type === 'd').map(([, body]) => body.toString().trimEnd());
  }

  /** Sends rows, in COPY's text format, into a table. */
  async copyIn(sql: string, rows: readonly string[]): Promise<void> {
    this.#send('Q', Buffer.from(`${sql}\0`));
    await this.#until('G');
    for (let first = 0; first < rows.length; first += 500)
      this.#send('d', Buffer.from(`${rows.slice(first, first + 500).join('\n')}\n`));
    this.#send('c', Buffer.alloc(0));
    await this.#until('Z');
  }

  /** Ends the connection. */
  close(): void {
    this.#send('X', Buffer.alloc(0));
    this.#socket.end();
  }

  #send(type: string, body: Buffer): void {
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(4 + body.length, 1);
    this.#socket.write(Buffer.concat([head, body]));
  }

  /** The messages up to one of this type. */
  async #until(last: string): Promise<[string, Buffer][]> {
    const messages: [string, Buffer][] = [];
    for (;;) {
      const message = this.#take();
      if (message !== undefined) {
        if (message[0] === 'E') throw new Error(message[1].toString().replaceAll('\0', ' '));
        messages.push(message);
        if (message[0] === last) return messages;
        continue;
      }
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }

  #take(): [string, Buffer] | undefined {
    if (this.#received.length < 5) return undefined;
    const end = 1 + this.#received.readInt32BE(1);
    if (this.#received.length < end) return undefined;
    const message: [string, Buffer] = [this.#received.toString('latin1', 0, 1), this.#received.subarray(5, end)];
    this.#received = this.#received.subarray(end);
    return message;
  }
}

function valuesOf(body: Buffer): (string | null)[] {
  const values: (string | null)[] = [];
  let at = 2;
  for (let left = body.readInt16BE(0); left > 0; left--) {
    const length = body.readInt32BE(at);
    at += 4;
    values.push(length === -1 ? null : body.toString('utf8', at, at + length));
    at += Math.max(0, length);
  }
  return values;
}
