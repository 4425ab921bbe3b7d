import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import * as z from 'zod';
import { type BenchResult, figure } from './measure.ts';

const RESULTS = new URL('results/', import.meta.url);

const row = z.object({
  what: z.string(),
  measured: z.string(),
  beside: z.string(),
  ratio: z.number().nullable(),
  bar: z.string(),
  holds: z.boolean().nullable(),
});

const saved = z.object({
  name: z.string(),
  title: z.string(),
  date: z.string(),
  command: z.string(),
  machine: z.string(),
  versions: z.string(),
  rows: z.array(row),
  notes: z.array(z.string()),
});

type Saved = z.infer<typeof saved>;

/** Keeps a result as `bench/results/<name>.json`, with where and when it was measured and the command that repeats it. */
export function saveResult(name: string, title: string, { rows, notes, versions }: BenchResult): void {
  const result: Saved = {
    name,
    title,
    date: new Date().toISOString().slice(0, 10),
    command: `npm run bench -- ${name}`,
    machine: machine(),
    versions: [`Node ${process.versions.node}`, ...(versions === undefined ? [] : [versions])].join(', '),
    rows,
    notes,
  };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(new URL(`${name}.json`, RESULTS), `${JSON.stringify(result, undefined, 2)}\n`);
}

/** Writes `bench/results.md` anew from the results there are. */
export function writeTable(names: readonly string[]): void {
  const chapters = names
    .map((name) => new URL(`${name}.json`, RESULTS))
    .filter((file) => existsSync(file))
    .map((file) => chapter(saved.parse(JSON.parse(readFileSync(file, 'utf8')))));
  const head =
    '# What was measured\n\nMade by `npm run bench`; do not edit. Ratios within one run count, not absolute figures.\n';
  writeFileSync(new URL('results.md', import.meta.url), [head, ...chapters].join('\n'));
}

/** Prints a result as it comes. */
export function printRows({ rows, notes }: BenchResult): void {
  for (const { what, measured, beside, ratio, bar, holds } of rows) {
    const verdict = holds === null ? '' : holds ? 'holds' : 'DOES NOT HOLD';
    console.log(
      `  ${[what, measured, `beside ${beside}`, ratioText(ratio), bar, verdict].filter(Boolean).join(' | ')}`,
    );
  }
  for (const note of notes) console.log(`  - ${note}`);
}

function chapter({ title, date, command, machine, versions, rows, notes }: Saved): string {
  const lines = rows.map(({ what, measured, beside, ratio, bar, holds }) => {
    const verdict = holds === null ? '' : holds ? 'holds' : '**does not hold**';
    return `| ${[what, measured, beside, ratioText(ratio), bar, verdict].join(' | ')} |`;
  });
  return [
    `## ${title}\n`,
    `${date}, \`${command}\`; ${machine}; ${versions}.\n`,
    '| What | Measured | Beside | Ratio | Bar | |',
    '|---|---|---|---|---|---|',
    ...lines,
    '',
    ...notes.map((note) => `- ${note}`),
    '',
  ].join('\n');
}

const ratioText = (ratio: number | null) => (ratio === null ? '' : figure(ratio));

function machine(): string {
  const [first] = cpus();
  const model = first?.model.trim() || 'unknown processor';
  return `${cpus().length} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}`;
}
