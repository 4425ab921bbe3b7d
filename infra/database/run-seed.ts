import { parseArgs } from 'node:util';
import pg from 'pg';
import * as z from 'zod';
import { nightOf } from '../../lib/sky/night.ts';
import { localSettings } from '../local/settings.ts';
import { readStack, type Stack } from '../local/stack-file.ts';
import { linkStatus } from '../servers/link-control.ts';
import type { Season } from './season.ts';
import { WRITERS, writeSeason } from './write-season.ts';

// npm run seed: fills the running local stack with a season of nights. The same call makes the same season; interrupted or
// repeated, it adds what is missing. Exit code 0 done, 1 not possible now, 2 misunderstood.

const USAGE = `usage: npm run seed -- [--nights 30] [--until 2026-11-20] [--seed 1] [--files-per-night 10000]
  --nights           how many, up to 1000
  --until            the date of the last one, which is still under way
  --seed             another word makes another season
  --files-per-night  of all instruments, on a night without interruptions; up to 50000`;

const asked = z.object({
  nights: count(1, 1_000).default(30),
  // Fixed, so that everybody gets the same season.
  until: z
    .string()
    .refine((date) => nightOf(date) !== undefined, 'is no day such as 2026-11-20')
    .default('2026-11-20'),
  seed: z.string().max(100).default('1'),
  'files-per-night': count(0, 50_000).default(10_000),
});

function count(least: number, most: number) {
  return z
    .stringFormat('count', /^\d{1,6}$/, 'is no whole number')
    .transform(Number)
    .pipe(z.int().min(least).max(most));
}

const season = called();
if (season === undefined) {
  console.error(USAGE);
  process.exit(2);
}
try {
  await seed(season);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function called(): z.infer<typeof asked> | undefined {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ options: { nights: text, until: text, seed: text, 'files-per-night': text } });
    return asked.parse(values);
  } catch (error) {
    const problems =
      error instanceof z.ZodError ? error.issues.map(({ path, message }) => `--${path}: ${message}`) : [];
    for (const problem of problems) console.error(problem);
    return undefined;
  }
}

async function seed({ 'files-per-night': files_per_night, ...wanted }: z.infer<typeof asked>): Promise<void> {
  const stack = await runningStack();
  const { main, observatory } = stack.sites;
  const pool = new pg.Pool({ connectionString: main.database_url, max: WRITERS, options: '-c timezone=UTC' });
  pool.on('error', () => {}); // the statement fails as well, and that is reported
  try {
    await write(pool, { ...wanted, files_per_night, hours: 24, requested_by: await requester(pool) });
  } finally {
    await pool.end();
  }
  console.log(`look at ${main.url}/executed_obs_units, or at the observatory's, ${observatory.url}/executed_obs_units`);
}

/** The running stack. Throws with what to do when there is none, or none that should be filled now. */
async function runningStack(): Promise<Stack> {
  const { dir } = localSettings();
  const stack = readStack(dir);
  if (stack === undefined) throw new Error(`no stack is running in ${dir}: npm start, in another terminal; then again`);
  const link = await linkStatus(stack.link.control_url).catch(() => undefined);
  if (link?.mode === 'down')
    throw new Error('the link is down, and main would have to keep all this for the replica: npm run link -- up');
  return stack;
}

/** The user who asks for data: the observer of a development stack. */
async function requester(pool: pg.Pool): Promise<number> {
  const client = await pool.connect().catch(() => {
    throw new Error('main does not answer; is the stack running? npm start, in another terminal');
  });
  const { rows } = await client.query<{ id: number }>(`select id from "user" where username = 'observer'`);
  client.release();
  if (rows[0] === undefined) throw new Error('there is no user observer: this is not the database of a local stack');
  return rows[0].id;
}

async function write(pool: pg.Pool, wanted: Season): Promise<void> {
  const { nights, until, files_per_night } = wanted;
  console.log(`${nights} nights until ${until}, about ${spelled(files_per_night)} files each; what is there is kept`);
  const [begin_ms, totals] = [Date.now(), new Map<string, number>()];
  let [done, inserted, last_ms] = [0, 0, begin_ms];
  for await (const { night, rows, inserted: new_rows } of writeSeason(pool, wanted)) {
    const now_ms = Date.now();
    done += 1;
    inserted += new_rows;
    for (const [table, count] of Object.entries(rows)) totals.set(table, (totals.get(table) ?? 0) + count);
    const [executions = 0, files = 0] = [rows.executed_obs_unit, rows.raw_data_file];
    const news = new_rows === 0 ? 'nothing new' : `${spelled(new_rows)} rows new`;
    console.log(
      `  ${night.date} ${`${done}/${nights}`.padStart(9)} ${spelled(executions).padStart(5)} executions ${spelled(files).padStart(7)} files, ${news}, ${seconds(now_ms - last_ms)}`,
    );
    last_ms = now_ms;
  }
  for (const [table, count] of totals) console.log(`  ${table.padEnd(38)} ${spelled(count).padStart(10)}`);
  console.log(`${spelled(inserted)} rows were new, in ${seconds(Date.now() - begin_ms)}`);
}

function spelled(count: number): string {
  return count.toLocaleString('en');
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
