import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogue } from '../lib/entities/catalogue.ts';
import { openApi } from '../lib/http/openapi.ts';
import { allows, ROLES } from '../lib/model/permission.ts';
import { receipt } from '../lib/model/transaction.ts';
import packageFacts from '../package.json' with { type: 'json' };
import { clients } from './clients/clients.ts';
import { coverage } from './coverage.ts';
import { type Functions, groupOf, listFunctions } from './functions.ts';
import { dashboard } from './monitoring/dashboard.ts';

const FOLDER = new URL('./generated/', import.meta.url);

/** Every file derived from the functions' declarations: its path from `infra/generated` and its text. */
export async function generate(): Promise<Record<string, string>> {
  // GET /openapi.json imports the document that is made here: where there is none yet, an empty one stands in.
  if (!isJson('openapi.json')) writeFileSync(new URL('openapi.json', FOLDER), '{}\n');
  const functions = await listFunctions();
  const document = openApi({
    version: packageFacts.version,
    endpoints: functions.endpoints.map(({ name, declared }) => ({ name, facts: declared })),
    shapes: { receipt, ...Object.fromEntries(catalogue.map(({ name, shapes }) => [name, shapes.row])) },
  });
  const described = `${JSON.stringify(document, undefined, 2)}\n`;
  const clientFiles = Object.entries(await clients(JSON.parse(described)));
  return {
    'openapi.json': described,
    'functions.yml': functionsYaml(functions),
    'published.json': published(functions),
    '../monitoring/dashboard.json': `${JSON.stringify(dashboard(), undefined, 2)}\n`,
    '../../docs/access.md': accessTable(functions),
    '../../docs/coverage.md': coverage(functions),
    ...Object.fromEntries(clientFiles.map(([name, text]) => [`../clients/${name}`, text])),
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

/** What the gateway of a checkout must know: it is up before anybody has loaded all functions. */
function published({ endpoints }: Functions): string {
  const lines = endpoints.map(({ name, declared }) =>
    JSON.stringify({ name, method: declared.method, path: declared.path, group: groupOf(declared) }),
  );
  return `[\n  ${lines.join(',\n  ')}\n]\n`;
}

/** Who may call what, one row per endpoint: small enough to be read by eye whenever it changes. */
function accessTable({ endpoints }: Functions): string {
  const roles = Object.entries(ROLES);
  const rows = endpoints
    .map(({ declared }) => declared)
    .sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1))
    .map(({ method, path, permission, development_only }) => {
      const is_public = permission === 'public';
      const is_own = is_public || permission === 'own';
      const may = [...roles.map(([, grants]) => is_own || allows(grants, permission)), is_own, is_public];
      const where = development_only ? ', on a developer’s machine only' : '';
      return [`${method} ${path}`, `${permission}${where}`, ...may.map((yes) => (yes ? '✓' : ''))];
    });
  const head = ['Endpoint', 'Permission', ...roles.map(([role]) => role), 'signed in', 'public'];
  const lines = [head, head.map((_, column) => (column < 2 ? '---' : ':-:')), ...rows];
  return `# Who may call what

Made by npm run generate from the declarations in functions/ and the roles in lib/model/permission.ts; not edited by hand.
\`signed in\`: any valid token or session, whatever its role; what is answered is the caller’s own. \`public\`: anybody.
The scopes of a token narrow what its user’s roles allow, and never widen it. [security.md](security.md) says how callers are known.

${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`;
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
