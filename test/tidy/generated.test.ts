import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../../infra/generate.ts';
import { ROOT } from './sources.ts';

const generated = Object.entries(await generate()).map(([name, text]) => ({
  file: path.posix.join('infra/generated', name),
  text,
}));

test.each(generated)('$file is what npm run generate writes', ({ file, text }) => {
  expect(readFileSync(path.join(ROOT, file), 'utf8')).toBe(text);
});

test('the migrations make the tables that are declared', () => {
  const out = mkdtempSync(path.join(tmpdir(), 'ops-db-migrations-'));
  try {
    cpSync(path.join(ROOT, 'infra/migrations'), out, { recursive: true });
    const before = readdirSync(out);
    const args = [
      'generate',
      '--dialect=postgresql',
      '--schema=infra/database/schema.cjs',
      `--out=${path.relative(ROOT, out)}`,
    ];
    const said = execFileSync(path.join(ROOT, 'node_modules/.bin/drizzle-kit'), args, { cwd: ROOT, encoding: 'utf8' });
    expect(said).toContain('No schema changes');
    expect(readdirSync(out)).toEqual(before);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
