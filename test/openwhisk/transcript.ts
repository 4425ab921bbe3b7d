import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import * as z from 'zod';
import type { RuntimePath } from '../../infra/openwhisk/action-process.ts';
import type { RunningRuntime, Runtime } from './runtimes.ts';

const sending = z.object({ path: z.enum(['/init', '/run']), sent: z.unknown().optional() });
const answer = { status: z.int().optional(), body: z.unknown().optional(), failed: z.string().optional() };
const output = { stdout: z.string(), stderr: z.string(), exited: z.boolean() };
const exchange = z.union([
  z.strictObject({ ...sending.shape, ...answer, ...output }),
  z.strictObject({ together: z.array(z.strictObject({ ...sending.shape, ...answer })), ...output }),
  z.strictObject({ wait_ms: z.int(), ...output }),
]);

/** One step of a case: what is sent, and what comes of it. */
export type Exchange = z.infer<typeof exchange>;

const transcript = z.object({
  of: z.string(),
  node: z.string(),
  recorded: z.string(),
  note: z.string(),
  cases: z.array(z.object({ name: z.string(), exchanges: z.array(exchange) })),
});
export type Transcript = z.infer<typeof transcript>;

export const TRANSCRIPT = new URL('transcript.json', import.meta.url);

/** What the real runtime did with small actions; throws a ZodError when the file is not what it should be. */
export function readTranscript(): Transcript {
  return transcript.parse(JSON.parse(readFileSync(TRANSCRIPT, 'utf8')));
}

/** What a runtime has written and nobody has taken yet. */
export interface Heard {
  stdout: string;
  stderr: string;
}

/** Sends the steps of a case to a new process of a runtime; `settle` returns when what it wrote belongs to the step. */
export async function play(
  runtime: Runtime,
  steps: readonly Exchange[],
  settle: (heard: Heard, running: RunningRuntime, step: Exchange) => Promise<void>,
): Promise<{ seen: Exchange[]; left: Heard }> {
  const heard = { stdout: '', stderr: '' };
  const running = await runtime.start((stream, text) => {
    heard[stream] += text;
  });
  const seen: Exchange[] = [];
  try {
    for (const step of steps) {
      const answered = await send(running, step);
      await settle(heard, running, step);
      seen.push({ ...answered, ...heard, exited: running.has_ended });
      Object.assign(heard, { stdout: '', stderr: '' });
    }
  } finally {
    await running.kill();
  }
  return { seen, left: heard };
}

async function send(running: RunningRuntime, step: Exchange) {
  if ('wait_ms' in step) return { wait_ms: step.wait_ms };
  if ('path' in step) return { path: step.path, sent: step.sent, ...(await post(running, step)) };
  let last_sent = Promise.resolve();
  const answers = step.together.map((one) => {
    // Each leaves when the one before it is on its way, and does not wait for its answer.
    const before = last_sent;
    let on_its_way = () => {};
    last_sent = new Promise((resolve) => {
      on_its_way = resolve;
    });
    return before.then(() => post(running, one, on_its_way));
  });
  const answered = await Promise.all(answers);
  return { together: step.together.map(({ path, sent }, at) => ({ path, sent, ...answered[at] })) };
}

async function post(
  running: RunningRuntime,
  { path, sent }: { path: RuntimePath; sent?: unknown },
  on_its_way?: () => void,
) {
  const text = typeof sent === 'string' ? sent : JSON.stringify(toSend(sent));
  try {
    const { status, body } = await running.post(path, text, on_its_way);
    return { status, body: JSON.parse(body) as unknown };
  } catch (error) {
    return { failed: String(error instanceof Error && 'code' in error ? error.code : error), body: null };
  }
}

/** Long strings are noted by what they repeat, archives by their files. */
function toSend(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toSend);
  if (typeof value !== 'object' || value === null) return value;
  const { repeat, times, files, ...rest } = value as Record<string, unknown>;
  if (typeof repeat === 'string') return repeat.repeat(Number(times));
  const others = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, toSend(one)]));
  if (files === undefined) return others;
  const texts = Object.entries(files as Record<string, string>).map(([name, text]) => [name, strToU8(text)]);
  return { ...others, code: Buffer.from(zipSync(Object.fromEntries(texts))).toString('base64') };
}

/** Paths as the transcript has them. */
export function withoutPaths(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/(?:\/[\w.@-]+){3,}(?::\d+)*/g, '<path>');
  if (Array.isArray(value)) return value.map(withoutPaths);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutPaths(one)]));
}
