import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import pg from 'pg';
import type { Bug } from './bug.ts';

/** The text with the bug in it. Throws unless everything the bug replaces stands there exactly once. */
export function plant(text: string, { name, file, changes }: Bug): string {
  return changes.reduce((changed, [sound, planted]) => {
    const parts = changed.split(sound);
    if (parts.length !== 2)
      throw new Error(`planted bug "${name}": ${parts.length - 1} times in ${file}, not once: ${sound}`);
    return parts.join(planted);
  }, text);
}

/** Whether a bug is in main's procedures and not in what hosts run. */
function isInDatabase({ file }: Bug): boolean {
  return file.startsWith('infra/migrations/');
}

/** Bundles the file of a bug with the bug in it; `root` is the checkout's. The bundle fails when it does not contain the file. */
export function planting(bug: Bug, root: string): Plugin {
  return {
    name: 'planted bug',
    setup: (build) => {
      if (isInDatabase(bug)) return;
      const planted = path.join(root, bug.file);
      let is_planted = false;
      build.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
        if (file !== planted) return undefined;
        is_planted = true;
        return { contents: plant(await readFile(file, 'utf8'), bug), loader: 'ts' };
      });
      build.onEnd(() => {
        if (!is_planted) throw new Error(`planted bug "${bug.name}": no function needs ${bug.file}`);
      });
    },
  };
}

const ROUTINES = `select pg_get_functiondef(p.oid) as text from pg_proc as p join pg_language as l on l.oid = p.prolang
  where p.pronamespace = 'public'::regnamespace and l.lanname = 'plpgsql' order by p.proname`;

/** Replaces the procedure of main a bug is in; nothing for other bugs. `url` is the owner's. */
export async function plantInDatabase(url: string, bug: Bug): Promise<void> {
  if (!isInDatabase(bug)) return;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ text: string }>(ROUTINES);
    const sound = rows.map(({ text }) => text);
    const planted = plant(sound.join('\0'), bug).split('\0');
    for (const [index, text] of planted.entries()) if (text !== sound[index]) await client.query(text);
  } finally {
    await client.end();
  }
}
