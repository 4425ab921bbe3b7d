import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { LinkConnection } from './link-connection.ts';
import type { Heading, LinkConditions, LinkState } from './link-direction.ts';

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
 * handshake. Slow start, single lost packets and bandwidth are not imitated: bulk transfers look better here than they are.
 *
 * While it `lose`s one direction the same holds for that direction alone, except that nothing can be begun. `truncate` and
 * `loseAnswer` end connections in the middle of something.
 *
 * Lost with the process are all connections, which both ends see as resets; mode and delay are up to the owner.
 */
export class Link {
  readonly #conditions: LinkConditions;
  readonly #server: Server;
  readonly #target_port: number;
  readonly #connections = new Set<LinkConnection>();
  readonly #bytes: Record<Heading, number> = { to_main: 0, from_main: 0 };
  #answers_lost = 0;

  /** `target_port` is main's PostgreSQL on this machine. */
  constructor(target_port: number, state: LinkState) {
    const sound = { jitter_ms: 0, lost: undefined, truncation: undefined, answer_trap_bytes: undefined };
    this.#conditions = { ...state, ...sound };
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
    this.#conditions.mode = 'down';
    for (const connection of this.#connections) connection.freeze();
  }

  /** Restores the link. */
  up(): void {
    if (this.#conditions.mode === 'up') return;
    this.#conditions.mode = 'up';
    for (const connection of this.#connections) connection.thaw();
  }

  /** Sets the one-way delay of everything sent from now on; 0 to `MAX_DELAY_MS`. */
  delay(delay_ms: number): void {
    if (!(delay_ms >= 0 && delay_ms <= MAX_DELAY_MS)) throw new RangeError(`delay: 0 to ${MAX_DELAY_MS} ms`);
    this.#conditions.delay_ms = delay_ms;
  }

  /** Lets everything sent from now on take up to so much longer than the delay, each by chance; 0 to `MAX_DELAY_MS`. */
  jitter(jitter_ms: number): void {
    if (!(jitter_ms >= 0 && jitter_ms <= MAX_DELAY_MS)) throw new RangeError(`jitter: 0 to ${MAX_DELAY_MS} ms`);
    this.#conditions.jitter_ms = jitter_ms;
  }

  /** Loses everything in one direction, silently; undefined: nothing any more. What was lost is then sent again. */
  lose(heading: Heading | undefined): void {
    this.#conditions.lost = heading;
    for (const connection of this.#connections) {
      connection.freeze();
      connection.thaw();
    }
  }

  /**
   * Ends every connection, those begun later too, when it has carried so many bytes in one direction from now on; those
   * bytes arrive. Undefined: no more.
   */
  truncate(truncation: { heading: Heading; bytes: number } | undefined): void {
    this.#conditions.truncation = truncation;
    for (const connection of this.#connections) connection.beginCount();
  }

  /**
   * Loses the next answer of main to at least so many bytes sent at a stretch, once, and ends that connection: main has
   * done what it was asked, and nobody learns of it. Undefined: no more. See `answers_lost`.
   */
  loseAnswer(asked_bytes: number | undefined): void {
    this.#conditions.answer_trap_bytes = asked_bytes;
  }

  /** Answers `loseAnswer` has lost so far. */
  get answers_lost(): number {
    return this.#answers_lost;
  }

  /** Ends all connections at once with a reset on both sides, whatever the mode. */
  reset(): void {
    for (const connection of [...this.#connections]) connection.reset();
  }

  /** What it is doing. */
  status(): LinkStatus {
    const { mode, delay_ms } = this.#conditions;
    const { to_main: bytes_to_main, from_main: bytes_from_main } = this.#bytes;
    return { mode, delay_ms, connections: this.#connections.size, bytes_to_main, bytes_from_main };
  }

  /** Resets all connections and stops listening. */
  async close(): Promise<void> {
    this.reset();
    if (!this.#server.listening) return;
    await new Promise((closed) => this.#server.close(closed));
  }

  #accept(client: Socket): void {
    const connection = new LinkConnection(client, this.#target_port, this.#conditions, {
      count: (heading, bytes) => {
        this.#bytes[heading] += bytes;
      },
      answerLost: () => {
        this.#answers_lost += 1;
      },
      ended: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
  }
}
