import { asProblem, Problem } from '../../lib/kernel/problem.ts';
import type { LiveConnection } from './live-connection.ts';
import { CLOSE, clientMessage } from './live-messages.ts';

/** Lets a caller in, or ends the connection. */
type Admit = (token: string, after: string | undefined) => Promise<void>;

/** What a client says on its connection, and what becomes of it. Somebody nobody knows yet has one try. */
export class Dialogue {
  readonly #one: LiveConnection;
  readonly #most: number;
  readonly #admit: Admit;
  #has_said_who = false;

  constructor(one: LiveConnection, most: number, admit: Admit) {
    this.#one = one;
    this.#most = most;
    this.#admit = admit;
  }

  /** A message; undefined for one that is not text. */
  async hear(text: string | undefined): Promise<void> {
    this.#one.messages += 1;
    if (this.#one.messages > this.#most) return this.#one.end(CLOSE.rules, 'too many messages');
    try {
      const message = read(text);
      if (message.type === 'authenticate') return await this.authenticate(message.token, message.after);
      if (!this.#has_said_who) throw new Problem('auth.required', 'Say who you are first.');
      this.#one.send({ type: 'pong' });
    } catch (error) {
      const problem = asProblem(error);
      await this.#one.refuse(problem);
      if (this.#has_said_who) return;
      this.#one.end(problem.code === 'auth.required' ? CLOSE.unauthenticated : CLOSE.rules, problem.code);
    }
  }

  /** Says who it is, once. */
  async authenticate(token: string, after: string | undefined): Promise<void> {
    if (this.#has_said_who) throw new Problem('request.invalid', 'This connection is authenticated already.');
    this.#has_said_who = true;
    await this.#admit(token, after);
  }
}

function read(text: string | undefined) {
  const { success, data, error } = clientMessage.safeParse(parsed(text));
  if (success) return data;
  const errors = error.issues.map(({ path, message }) => ({
    in: 'body' as const,
    field: path.join('.'),
    detail: message,
  }));
  throw new Problem('request.invalid', errors.map(({ field, detail }) => `${field}: ${detail}`).join('; '), { errors });
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw new Problem('request.malformed', 'A message is JSON text.');
  }
}
