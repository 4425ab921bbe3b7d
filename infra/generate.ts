import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogue } from '../lib/entities/catalogue.ts';
import { openApi } from '../lib/http/openapi.ts';
import { receipt } from '../lib/model/transaction.ts';
import packageFacts from '../package.json' with { type: 'json' };
import { type Functions, listFunctions } from './functions.ts';

const FOLDER = new URL('./generated/', import.meta.url);

/** Every file derived from the functions' declarations: its name in `infra/generated` and its text. */
export async function generate(): Promise<Record<string, string>> {
  // GET /openapi.json imports the document that is made here: where there is none yet, an empty one stands in.
  if (!isJson('openapi.json')) writeFileSync(new URL('openapi.json', FOLDER), '{}\n');
  const functions = await listFunctions();
  const document = openApi({
    version: packageFacts.version,
    endpoints: functions.endpoints.map(({ name, declared }) => ({ name, facts: declared })),
    shapes: { receipt, ...Object.fromEntries(catalogue.map(({ name, shapes }) => [name, shapes.row])) },
  });
  return {
    'openapi.json': `${JSON.stringify(document, undefined, 2)}\n`,
    'functions.yml': functionsYaml(functions),
  };
}

/** The functions map of serverless.yml. */
export function functionsYaml({ endpoints, scheduled }: Functions): string {
  const http = endpoints.map(
    ({ name, file, declared: { method, path } }) => `${name}:
  handler: ${file}.handler
  events:
    - httpApi: '${method} ${path}'
`,
  );
  const ticks = scheduled.map(
    ({ name, file, declared: { rate, timeout_s } }) => `${name}:
  handler: ${file}.handler
  timeout: ${timeout_s}
  events:
    - schedule: ${rate}
`,
  );
  return ['# Made by npm run generate from functions/; not edited by hand.\n', ...http, ...ticks].join('');
}

function isJson(name: string): boolean {
  try {
    JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(await generate())) writeFileSync(new URL(name, FOLDER), text);
}
