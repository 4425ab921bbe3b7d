import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from './build.ts';
import { functionsTable } from './functions-table.ts';

// npm run build: every function into dist/, and the page that lists them. Exit code 1 when one is larger than it may be.

const begin = Date.now();
const { manifest, over_budget } = await build(fileURLToPath(new URL('../../dist', import.meta.url)));
await writeFile(new URL('../../docs/functions.md', import.meta.url), functionsTable(manifest));
const seconds = ((Date.now() - begin) / 1_000).toFixed(1);
console.log(`${manifest.functions.length} functions in dist/, ${seconds} s`);
for (const problem of over_budget) console.error(`too large: ${problem}`);
process.exitCode = over_budget.length === 0 ? 0 : 1;
