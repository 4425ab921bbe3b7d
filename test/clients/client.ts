/** What a call through a client has come to. */
export type Outcome =
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  { answer: any; status?: number; headers?: Record<string, string> } | { problem: ToldProblem; shown: string[] };

/** A problem as either client raises it. */
export interface ToldProblem {
  status: number;
  code: string;
  detail: string;
  remedy: string;
  errors: { in: string; field: string; detail: string }[];
  retry_after_s?: number | null | undefined;
  request_id?: string | undefined;
  idempotency_key?: string | null | undefined;
  body: Record<string, unknown>;
}

/** Arguments of an operation by their names in the API; `body` is a body that is no object. */
export type Arguments = Record<string, unknown>;

/** A client in some language, driven by the names of the API. */
export interface DrivenClient {
  call(operation: string, named?: Arguments): Promise<Outcome>;
  /** Every record of a list, page after page. */
  each(operation: string, named?: Arguments): Promise<Outcome>;
  /** Everything it has written and shown. */
  shown(): string;
  close(): Promise<void>;
}

/** How a client is opened. */
export interface Opening {
  url: string;
  token: string;
  timeout_s: number;
  deadline_s: number;
  /** The certificate the site is known by. */
  cafile?: string;
}

/** What came of a call that must have succeeded. */
export async function answerOf(outcome: Promise<Outcome>) {
  const settled = await outcome;
  if ('answer' in settled) return settled.answer;
  throw new Error(`no answer: ${JSON.stringify(settled)}`);
}

/** The problem a call must have come to. */
export async function problemOf(outcome: Promise<Outcome>): Promise<ToldProblem> {
  const settled = await outcome;
  if ('problem' in settled) return settled.problem;
  throw new Error(`no problem: ${JSON.stringify(settled)}`);
}
