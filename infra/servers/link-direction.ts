import type { Socket } from 'node:net';

/** Which way bytes travel. */
export type Heading = 'to_main' | 'from_main';

/** What a link keeps over a restart. */
export interface LinkState {
  mode: 'up' | 'down';
  /** One way. */
  delay_ms: number;
}

/** What the directions of all connections share: the link's present state and what else is wrong with it. */
export interface LinkConditions extends LinkState {
  /** Up to so much longer, anew for everything sent. */
  jitter_ms: number;
  /** The direction in which nothing arrives, though the link is up. */
  lost: Heading | undefined;
  /** Every connection ends when it has carried so many bytes in this direction since this was said. */
  truncation: { heading: Heading; bytes: number } | undefined;
  /** The next answer of main to at least so many bytes is lost, and its connection with it. */
  answer_trap_bytes: number | undefined;
}

/** The connection a direction belongs to. */
export interface LinkPassage {
  heading: Heading;
  /** How many of so many bytes may still pass; when it is fewer than all, the connection is over. */
  allowed(bytes: number): number;
  /** So many bytes were delivered. */
  passed(bytes: number): void;
  /** Ends the connection: nothing more passes. */
  cut(): void;
}

/**
 * Bytes one direction of one connection may hold before its sender is made to wait, as a full send buffer does: Linux'
 * default ceiling for one (net.ipv4.tcp_wmem). With 150 ms one way it allows 27 MB/s.
 */
const CAPACITY_BYTES = 4 * 1024 * 1024;

type Item = { due: number; what: Buffer | 'end' | 'reset' };

/**
 * One direction of one connection: what comes out of `source` is handed to the sink `delay_ms` later, in order, and not at
 * all while the link is down or loses this direction. One timer at most, for the item at the head; none while idle or down.
 */
export class LinkDirection {
  #queue: Item[] = [];
  #queued_bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #sink: Socket | undefined;
  #sink_full = false;
  /** Nothing is delivered before this moment (performance.now()): the handshake, or what was sent again after an outage. */
  #not_before: number;
  readonly #source: Socket;
  readonly #conditions: LinkConditions;
  readonly #passage: LinkPassage;

  /** Listens to `source` from now on; `not_before` is in performance.now() time. */
  constructor(source: Socket, conditions: LinkConditions, not_before: number, passage: LinkPassage) {
    this.#source = source;
    this.#conditions = conditions;
    this.#not_before = not_before;
    this.#passage = passage;
    source.on('data', (bytes: Buffer) => this.#push(bytes));
    source.on('end', () => this.#push('end'));
    source.on('close', (failed) => failed && this.#push('reset'));
  }

  /** Whether nothing is on its way. */
  get isEmpty(): boolean {
    return this.#queue.length === 0;
  }

  /** Delivers to this socket from now on. */
  open(sink: Socket): void {
    this.#sink = sink;
    sink.on('drain', () => {
      this.#sink_full = false;
      this.#deliver();
    });
    this.#deliver();
  }

  /** Nothing arrives any more: what is on its way stays there. */
  freeze(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Bytes arrive again: everything undelivered is sent again, and takes at least the way. */
  thaw(not_before: number): void {
    this.#not_before = Math.max(this.#not_before, not_before);
    this.#deliver();
  }

  /** Forgets everything on its way. */
  close(): void {
    this.freeze();
    this.#queue = [];
    this.#queued_bytes = 0;
    this.#sink = undefined;
  }

  #push(what: Item['what']): void {
    const { delay_ms, jitter_ms } = this.#conditions;
    // Never before what was sent earlier, even if the delay has been shortened since.
    const due = Math.max(this.#queue.at(-1)?.due ?? 0, performance.now() + delay_ms + Math.random() * jitter_ms);
    this.#queue.push({ due, what });
    if (typeof what !== 'string') this.#queued_bytes += what.length;
    if (this.#queued_bytes >= CAPACITY_BYTES) this.#source.pause();
    if (this.#timer === undefined) this.#deliver();
  }

  #deliver(): void {
    this.freeze();
    if (this.#conditions.mode === 'down' || this.#conditions.lost === this.#passage.heading) return;
    while (this.#sink && !this.#sink_full && this.#queue[0]) {
      const wait_ms = Math.max(this.#queue[0].due, this.#not_before) - performance.now();
      if (wait_ms > 0) {
        this.#timer = setTimeout(() => this.#deliver(), Math.ceil(wait_ms));
        return;
      }
      this.#hand(this.#queue.shift()?.what ?? 'end', this.#sink);
    }
  }

  #hand(what: Item['what'], sink: Socket): void {
    if (what === 'end') sink.end();
    else if (what === 'reset') sink.resetAndDestroy();
    else this.#handBytes(what, sink);
  }

  #handBytes(what: Buffer, sink: Socket): void {
    this.#queued_bytes -= what.length;
    const allowed = this.#passage.allowed(what.length);
    const passing = what.subarray(0, allowed);
    this.#passage.passed(passing.length);
    // A sink that is gone takes nothing, and its 'drain' would never come.
    if (!sink.destroyed && passing.length > 0) this.#sink_full = !sink.write(passing);
    if (passing.length < what.length) this.#passage.cut();
    else if (this.#source.isPaused() && this.#queued_bytes <= CAPACITY_BYTES / 2) this.#source.resume();
  }
}
