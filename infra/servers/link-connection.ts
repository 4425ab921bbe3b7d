import { connect, type Socket } from 'node:net';
import { type Heading, type LinkConditions, LinkDirection, type LinkPassage } from './link-direction.ts';

/** Told what a connection did. */
export interface LinkCounter {
  /** So many bytes were delivered. */
  count(heading: Heading, bytes: number): void;
  /** An answer of main was lost on purpose. */
  answerLost(): void;
  /** Neither end believes in the connection any more. */
  ended(): void;
}

/** One connection: the client's socket, main's once the handshake has travelled, and a direction from each to the other. */
export class LinkConnection {
  #main: Socket | undefined;
  #opening: NodeJS.Timeout | undefined;
  #from_main: LinkDirection | undefined;
  /** Delivered since the present truncation was said. */
  #carried: Record<Heading, number> = { to_main: 0, from_main: 0 };
  /** Delivered to main since main last answered. */
  #unanswered_bytes = 0;
  readonly #to_main: LinkDirection;
  readonly #client: Socket;
  readonly #target_port: number;
  readonly #conditions: LinkConditions;
  readonly #counter: LinkCounter;

  constructor(client: Socket, target_port: number, conditions: LinkConditions, counter: LinkCounter) {
    this.#client = client;
    this.#target_port = target_port;
    this.#conditions = conditions;
    this.#counter = counter;
    client.on('error', () => {}); // a reset; 'close' follows
    client.on('close', () => this.#settle());
    client.on('end', () => {
      // Given up before main ever heard of it. (What it had said, such as a request to cancel, is still delivered.)
      if (!this.#main && (!this.#passes || this.#to_main.isEmpty)) this.reset();
    });
    // The emulator accepts at once; a real client could have sent its first byte only after a round trip.
    const first_byte = performance.now() + 3 * conditions.delay_ms;
    this.#to_main = new LinkDirection(client, conditions, first_byte, this.#passage('to_main'));
    if (this.#passes) this.#open();
  }

  /** Something arrives no more: one direction, or both. */
  freeze(): void {
    if (!this.#passes) clearTimeout(this.#opening);
    if (this.#isLost('to_main')) this.#to_main.freeze();
    if (this.#isLost('from_main')) this.#from_main?.freeze();
  }

  /** What did not arrive does so again, as far as the link lets it. */
  thaw(): void {
    const { delay_ms } = this.#conditions;
    if (this.#main) {
      this.#to_main.thaw(performance.now() + delay_ms);
      this.#from_main?.thaw(performance.now() + delay_ms);
    } else if (this.#passes) {
      this.#to_main.thaw(performance.now() + 3 * delay_ms);
      clearTimeout(this.#opening);
      this.#open();
    }
  }

  /** Counts for a truncation from now on. */
  beginCount(): void {
    this.#carried = { to_main: 0, from_main: 0 };
  }

  /** Ends it at once, with a reset on both sides. */
  reset(): void {
    this.#to_main.close();
    this.#from_main?.close();
    clearTimeout(this.#opening);
    this.#client.resetAndDestroy();
    this.#main?.resetAndDestroy();
    this.#counter.ended();
  }

  /** Whether a handshake comes through, which needs both directions. */
  get #passes(): boolean {
    return this.#conditions.mode === 'up' && this.#conditions.lost === undefined;
  }

  #isLost(heading: Heading): boolean {
    return this.#conditions.mode === 'down' || this.#conditions.lost === heading;
  }

  #passage(heading: Heading): LinkPassage {
    return {
      heading,
      allowed: (bytes) => this.#allowed(heading, bytes),
      passed: (bytes) => {
        this.#carried[heading] += bytes;
        this.#unanswered_bytes = heading === 'to_main' ? this.#unanswered_bytes + bytes : 0;
        this.#counter.count(heading, bytes);
      },
      cut: () => this.reset(),
    };
  }

  #allowed(heading: Heading, bytes: number): number {
    const { truncation, answer_trap_bytes } = this.#conditions;
    if (heading === 'from_main' && answer_trap_bytes !== undefined && this.#unanswered_bytes >= answer_trap_bytes) {
      this.#conditions.answer_trap_bytes = undefined;
      this.#counter.answerLost();
      return 0;
    }
    if (truncation?.heading !== heading) return bytes;
    return Math.min(bytes, Math.max(0, truncation.bytes - this.#carried[heading]));
  }

  /** Connects to main when the handshake's round trip is over. */
  #open(): void {
    this.#opening = setTimeout(() => {
      const main = connect({ port: this.#target_port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
      this.#main = main;
      main.on('error', () => {}); // refused or reset; 'close' follows
      main.on('close', () => this.#settle());
      this.#from_main = new LinkDirection(main, this.#conditions, 0, this.#passage('from_main'));
      this.#from_main.open(this.#client);
      main.on('connect', () => this.#to_main.open(main));
    }, 2 * this.#conditions.delay_ms);
  }

  /** Forgets the connection when neither end believes in it any more; what is still on its way has nobody to go to. */
  #settle(): void {
    if (this.#client.destroyed && this.#main?.destroyed !== false) this.reset();
  }
}
