import type { WebSocket } from 'ws';
import type { Principal } from '../../lib/auth/principal.ts';
import { problemResponse } from '../../lib/http/problem.ts';
import type { Problem } from '../../lib/kernel/problem.ts';
import type { CloseCode, ServerMessage } from './live-messages.ts';

/** Who has been told that the connection ends has so long to say so too. */
const FAREWELL_MS = 1_000;

/** A caller that has been let in, and the token it showed. */
export interface Admitted {
  principal: Principal;
  token: string;
}

/** One client: its socket, who it is, and how far it has been told. */
export class LiveConnection {
  readonly id: string;
  /** Network address of the client. */
  readonly address: string | null;
  caller: Admitted | undefined;
  /** The cursor up to which it has been told everything; undefined before its snapshot. */
  sequence: string | undefined;
  /** Why it gets a snapshot in place of events. */
  note: string | undefined;
  /** Something has changed since the overview it has. */
  is_owed = false;
  /** Events it has been told of since it came with a cursor; undefined once it has caught up. */
  caught_up_by: number | undefined;
  /** Not told anything before; on the clock of `performance.now()`. */
  due_at_ms = 0;
  /** Messages it has sent since the last beat. */
  messages = 0;
  /** The text of the overview it was told last. */
  #overview: string | undefined;
  #is_complete = true;
  #is_alive = true;
  #was_clogged = false;
  /** Fulfilled when there is no connection any more. */
  readonly ended: Promise<void>;
  readonly #socket: WebSocket;
  readonly #buffered_bytes: number;

  constructor(socket: WebSocket, facts: { id: string; address: string | null; buffered_bytes: number }) {
    this.#socket = socket;
    this.id = facts.id;
    this.address = facts.address;
    this.#buffered_bytes = facts.buffered_bytes;
    this.ended = new Promise((resolve) => socket.on('close', () => resolve()));
    socket.on('pong', () => {
      this.#is_alive = true;
    });
  }

  /** What it has not taken yet is as much as is kept for it: it is told nothing more until it has. */
  get is_clogged(): boolean {
    return this.#socket.bufferedAmount > this.#buffered_bytes;
  }

  get is_open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  send(message: ServerMessage): void {
    if (this.is_open) this.#socket.send(JSON.stringify(message));
  }

  /** Everything up to a cursor is in this overview. */
  snapshot(sequence: string, overview: unknown): void {
    const { note } = this;
    this.complete();
    this.send({ type: 'snapshot', sequence, overview, ...(note === undefined ? {} : { note }) });
    this.#overview = JSON.stringify(overview);
    Object.assign(this, { sequence, note: undefined, is_owed: false, caught_up_by: undefined });
  }

  /** What has changed up to a cursor, with the overview of it or, while there is none, the promise of one. */
  update(sequence: string, events: Extract<ServerMessage, { type: 'update' }>['events'], overview?: unknown): void {
    const text = overview === undefined ? undefined : JSON.stringify(overview);
    // A change of what is not counted changes nothing; who has just come is told all the same where it stands.
    const is_news = events.length > 0 || (text !== undefined && text !== this.#overview);
    if (is_news) this.send({ type: 'update', sequence, events, overview: overview ?? null });
    this.sequence = sequence;
    this.is_owed = text === undefined && (this.is_owed || events.length > 0);
    this.#overview = text ?? this.#overview;
  }

  /** Events cannot be had behind the place where it stands: it gets a snapshot, and is told why. */
  restart(note: string): void {
    Object.assign(this, { sequence: undefined, caught_up_by: undefined, note });
  }

  /** Says, once, that something is missing. */
  async incomplete(problem?: Problem): Promise<void> {
    if (!this.#is_complete) return;
    this.#is_complete = false;
    const body = problem && (await bodyOf(problem, this.id));
    this.send({ type: 'status', complete: false, ...(body === undefined ? {} : { problem: body }) });
  }

  /** Says, once, that nothing is missing any more. */
  complete(): void {
    if (!this.#is_complete) this.send({ type: 'status', complete: true });
    this.#is_complete = true;
  }

  /** Tells what is wrong. */
  async refuse(problem: Problem): Promise<void> {
    this.send({ type: 'error', problem: await bodyOf(problem, this.id) });
  }

  /** Looks after the connection: true while its client answers and takes what it is sent. */
  beat(): boolean {
    const was = { alive: this.#is_alive, clogged: this.#was_clogged };
    this.#is_alive = false;
    this.#was_clogged = this.is_clogged;
    this.messages = 0;
    if (!was.alive || (was.clogged && this.is_clogged)) return false;
    if (this.is_open) this.#socket.ping();
    return true;
  }

  /** Ends it, in order as long as the client plays its part. */
  end(code: CloseCode, reason: string): void {
    this.#socket.close(code, reason);
    setTimeout(() => this.terminate(), FAREWELL_MS).unref();
  }

  terminate(): void {
    this.#socket.terminate();
  }
}

async function bodyOf(problem: Problem, instance: string): Promise<unknown> {
  return problemResponse(problem, instance).json();
}
