import { readFileSync } from 'node:fs';
import type { Json } from './operations.ts';
import { pythonClient } from './python-client.ts';
import { typescriptClient } from './typescript-client.ts';

/** Every generated file of the clients of an API description: its path from this folder and its text. */
export async function clients(document: Json): Promise<Record<string, string>> {
  const template = readFileSync(new URL('./ops_db.template.py', import.meta.url), 'utf8');
  const typescript = Object.entries(await typescriptClient(document));
  return {
    'python/ops_db.py': pythonClient(document, template),
    ...Object.fromEntries(typescript.map(([name, text]) => [`typescript/${name}`, text])),
  };
}
