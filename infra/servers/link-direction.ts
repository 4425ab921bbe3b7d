import type { Socket } from 'node:net';

/** What the directions of all connections share: the link's present state. */
export interface LinkState {
  mode: 'up' | 'down';
  /** One way. */
  delay_ms: number;
}

/**
 * Bytes one direction of one connection may hold before its sender is made to wait, as a full send buffer does: Linux'
 * default ceiling for one (net.ipv4.tcp_wmem). With 150 ms one way it allows 27 MB/s.
 */
const CAPACITY_BYTES = 4 * 1024 * 1024;

type Item = { due: number; what: Buffer | 'end' | 'reset' };

/**
 * One direction of one connection: what comes out of `source` is handed to the sink `delay_ms` later, in order, and not at
 * all while the link is down. One timer at most, for the item at the head; none while idle or down.
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
  readonly #state: LinkState;
  readonly #count: (bytes: number) => void;

  /** Listens to `source` from now on. `count` is told of delivered bytes; `not_before` is in performance.now() time. */
  constructor(source: Socket, state: LinkState, not_before: number, count: (bytes: number) => void) {
    this.#source = source;
    this.#state = state;
    this.#not_before = not_before;
    this.#count = count;
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

  /** The link went down: what is on its way stays there. */
  freeze(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** The link is up again: everything undelivered is sent again, and takes at least the way. */
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
    // Never before what was sent earlier, even if the delay has been shortened since.
    const due = Math.max(this.#queue.at(-1)?.due ?? 0, performance.now() + this.#state.delay_ms);
    this.#queue.push({ due, what });
    if (typeof what !== 'string') this.#queued_bytes += what.length;
    if (this.#queued_bytes >= CAPACITY_BYTES) this.#source.pause();
    if (this.#timer === undefined) this.#deliver();
  }

  #deliver(): void {
    this.freeze();
    if (this.#state.mode === 'down') return;
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
    else {
      this.#queued_bytes -= what.length;
      this.#count(what.length);
      // A sink that is gone takes nothing, and its 'drain' would never come.
      if (!sink.destroyed) this.#sink_full = !sink.write(what);
      if (this.#source.isPaused() && this.#queued_bytes <= CAPACITY_BYTES / 2) this.#source.resume();
    }
  }
}
