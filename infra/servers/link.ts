import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { LinkDirection, type LinkState } from './link-direction.ts';

/** What a link can say about itself. */
export interface LinkStatus {
  mode: 'up' | 'down';
  /** One way, milliseconds. */
  delay_ms: number;
  /** Connections that at least one end still believes in. */
  connections: number;
  /** Bytes delivered since it started. */
  bytes_to_main: number;
  bytes_from_main: number;
}

/** Longer ways than 2 s are no link: PostgreSQL's 5 s timeouts would end every connection. */
export const MAX_DELAY_MS = 2_000;

/**
 * The link between the sites: a port that forwards TCP connections to another port, over a way that takes time and can be
 * lost. Everything a secondary site wants from main goes through one.
 *
 * While it is `down` nothing arrives in either direction, not even the end of a connection, and nobody is told: both ends
 * keep half-open connections until their own timeouts end them, as in a real outage. What was sent before the sender gave
 * up is delivered after `up`, as TCP would by sending again (only sooner: there is no back-off). A connection begun
 * meanwhile is established after `up`, unless its client has given up. New connections cost the round trip of their
 * handshake. Slow start, loss and bandwidth are not imitated: bulk transfers look better here than they are.
 *
 * Lost with the process are all connections, which both ends see as resets; mode and delay are up to the owner.
 */
export class Link {
  readonly #state: LinkState;
  readonly #server: Server;
  readonly #target_port: number;
  readonly #connections = new Set<Connection>();
  readonly #bytes: Counters = { to_main: 0, from_main: 0 };

  /** `target_port` is main's PostgreSQL on this machine. */
  constructor(target_port: number, state: LinkState) {
    this.#state = { ...state };
    this.#target_port = target_port;
    // Half-open, because an end, too, takes its time to travel.
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.#accept(client));
  }

  /** Accepts connections on this port of 127.0.0.1. Throws when it is taken. */
  async listen(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** Cuts the link, silently. */
  down(): void {
    this.#state.mode = 'down';
    for (const connection of this.#connections) connection.freeze();
  }

  /** Restores the link. */
  up(): void {
    if (this.#state.mode === 'up') return;
    this.#state.mode = 'up';
    for (const connection of this.#connections) connection.thaw();
  }

  /** Sets the one-way delay of everything sent from now on; 0 to `MAX_DELAY_MS`. */
  delay(delay_ms: number): void {
    if (!(delay_ms >= 0 && delay_ms <= MAX_DELAY_MS)) throw new RangeError(`delay: 0 to ${MAX_DELAY_MS} ms`);
    this.#state.delay_ms = delay_ms;
  }

  /** Ends all connections at once with a reset on both sides, whatever the mode. */
  reset(): void {
    for (const connection of [...this.#connections]) connection.reset();
  }

  /** What it is doing. */
  status(): LinkStatus {
    const { to_main: bytes_to_main, from_main: bytes_from_main } = this.#bytes;
    return { ...this.#state, connections: this.#connections.size, bytes_to_main, bytes_from_main };
  }

  /** Resets all connections and stops listening. */
  async close(): Promise<void> {
    this.reset();
    if (!this.#server.listening) return;
    await new Promise((closed) => this.#server.close(closed));
  }

  #accept(client: Socket): void {
    const connection = new Connection(client, this.#target_port, this.#state, this.#bytes, () =>
      this.#connections.delete(connection),
    );
    this.#connections.add(connection);
  }
}

interface Counters {
  to_main: number;
  from_main: number;
}

/** One connection: the client's socket, main's once the handshake has travelled, and a direction from each to the other. */
class Connection {
  #main: Socket | undefined;
  #opening: NodeJS.Timeout | undefined;
  #from_main: LinkDirection | undefined;
  readonly #to_main: LinkDirection;
  readonly #client: Socket;
  readonly #target_port: number;
  readonly #state: LinkState;
  readonly #bytes: Counters;
  readonly #ended: () => void;

  constructor(client: Socket, target_port: number, state: LinkState, bytes: Counters, ended: () => void) {
    this.#client = client;
    this.#target_port = target_port;
    this.#state = state;
    this.#bytes = bytes;
    this.#ended = ended;
    client.on('error', () => {}); // a reset; 'close' follows
    client.on('close', () => this.#settle());
    client.on('end', () => {
      // Given up before main ever heard of it. (What it had said, such as a request to cancel, is still delivered.)
      if (!this.#main && (state.mode === 'down' || this.#to_main.isEmpty)) this.reset();
    });
    // The emulator accepts at once; a real client could have sent its first byte only after a round trip.
    this.#to_main = new LinkDirection(client, state, performance.now() + 3 * state.delay_ms, (length) => {
      bytes.to_main += length;
    });
    if (state.mode === 'up') this.#open();
  }

  freeze(): void {
    clearTimeout(this.#opening);
    this.#to_main.freeze();
    this.#from_main?.freeze();
  }

  thaw(): void {
    const { delay_ms } = this.#state;
    if (this.#main) {
      this.#to_main.thaw(performance.now() + delay_ms);
      this.#from_main?.thaw(performance.now() + delay_ms);
    } else {
      this.#to_main.thaw(performance.now() + 3 * delay_ms);
      this.#open();
    }
  }

  reset(): void {
    this.#to_main.close();
    this.#from_main?.close();
    clearTimeout(this.#opening);
    this.#client.resetAndDestroy();
    this.#main?.resetAndDestroy();
    this.#ended();
  }

  /** Connects to main when the handshake's round trip is over. */
  #open(): void {
    this.#opening = setTimeout(() => {
      const main = connect({ port: this.#target_port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
      this.#main = main;
      main.on('error', () => {}); // refused or reset; 'close' follows
      main.on('close', () => this.#settle());
      this.#from_main = new LinkDirection(main, this.#state, 0, (length) => {
        this.#bytes.from_main += length;
      });
      this.#from_main.open(this.#client);
      main.on('connect', () => this.#to_main.open(main));
    }, 2 * this.#state.delay_ms);
  }

  /** Forgets the connection when neither end believes in it any more; what is still on its way has nobody to go to. */
  #settle(): void {
    if (this.#client.destroyed && this.#main?.destroyed !== false) this.reset();
  }
}
