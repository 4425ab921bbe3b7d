import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { getTableName } from 'drizzle-orm';
import { permission, rolePermission } from '../lib/entities/access.ts';
import { catalogue } from '../lib/entities/catalogue.ts';
import type { Functions } from './functions.ts';

const ROOT = new URL('../', import.meta.url);
const ENTITIES = 'lib/entities/';
const LAW = 'test/laws/every-entity.test.ts';

/** The original's routers, and the paths its scripts and screens call. */
const ROUTERS: Record<string, readonly string[]> = {
  auth: ['GET /auth/me', 'POST /auth/refresh', 'POST /auth/logout'],
  github_auth: ['GET /github/login', 'GET /github/callback'],
  api_tokens: [
    'GET /api/tokens/scopes',
    'POST /api/tokens',
    'GET /api/tokens',
    'GET /api/tokens/{id}',
    'DELETE /api/tokens/{id}',
  ],
  user_preferences: ['GET /user_preferences', 'PUT /user_preferences'],
  transfer: [
    'GET /api/transfer/overview',
    'GET /api/transfer/raw-packages',
    'GET /api/transfer/data-transfer-packages',
    'GET /api/transfer/data-transfers',
    'GET /api/transfer/data-transfers/{id}/logs',
    'POST /api/transfer/data-transfer/{id}/reset',
    'GET /api/transfer/long-term-archive-transfers',
    'GET /api/transfer/failed',
    'GET /api/transfer/routes',
    'GET /api/transfer/physical-copies',
  ],
  obs_unit: ['GET /obs_unit', 'GET /obs_unit/{id}', 'GET /obs_unit/{id}/executed'],
  raw_data_package: [
    'POST /raw_data_package',
    'GET /raw_data_package',
    'GET /raw_data_package/{id}',
    'PUT /raw_data_package/{id}/finalize',
  ],
  sources: [
    'GET /sources',
    'GET /sources/{id}',
    'GET /sources/cone',
    'GET /sources/{id}/chip',
    'GET /sources/{id}/details',
    'POST /sources/resolve',
  ],
  observing_program: [
    'GET /observing_program',
    'POST /observing_program',
    'GET /observing_program/{id}',
    'PUT /observing_program/{id}',
    'GET /sub_observing_program',
  ],
  instruments: [
    'GET /instruments',
    'GET /instruments/{id}',
    'GET /instruments/{id}/modules',
    'PATCH /instruments/{id}/availability',
  ],
  staging: [
    'POST /staging/jobs',
    'GET /staging/jobs',
    'GET /staging/jobs/{id}',
    'POST /staging/jobs/{id}/cancel',
    'POST /staging/jobs/{id}/retry',
  ],
  demo: ['POST /api/demo/create-demo-token'],
  executed_obs_units: [
    'POST /executed_obs_units/start',
    'PUT /executed_obs_units/{id}/finish',
    'GET /executed_obs_units/{obs_unit_id}',
    'GET /executed_obs_units/by-id/{id}',
    'GET /executed_obs_units',
  ],
  raw_data_files: [
    'POST /raw_data_files',
    'POST /raw_data_files/bulk',
    'GET /raw_data_files/{id}',
    'GET /raw_data_files',
  ],
  site: ['GET /site/info', 'GET /health', 'GET /replication/status', 'GET /docs', 'GET /openapi.json'],
  visibility: ['GET /visibility/{source_id}', 'GET /visibility/heatmap', 'POST /visibility/precalculate'],
  buffer: [
    'GET /buffer/stats',
    'GET /buffer/transactions/{transaction_id}',
    'GET /buffer/failed',
    'POST /buffer/failed/{transaction_id}/retry',
    'DELETE /buffer/failed/{transaction_id}',
    'POST /buffer/failed/retry-all',
  ],
  admin: ['POST /admin/users'],
  'live updates': ['GET /events'],
};

/**
 * docs/coverage.md: every router, endpoint and entity of the original and where it is here. Throws an Error that names what has
 * no file or no test.
 */
export function coverage({ endpoints }: Functions): string {
  const found = new Map(endpoints.map(({ file, declared }) => [`${declared.method} ${declared.path}`, file]));
  const routers = Object.entries(ROUTERS).flatMap(([router, titles]) =>
    titles.map((title) => {
      const file = found.get(title);
      if (file === undefined) throw new Error(`nothing answers ${title}`);
      return [router, title, `${file}.ts`, testOf(file)];
    }),
  );
  const tables = [...catalogue.map(({ table }) => table), permission, rolePermission];
  const entities = tables.map((table) => [getTableName(table), declaredIn(getTableName(table)), LAW]);
  const known = new Set(Object.values(ROUTERS).flat());
  const more = [...found]
    .filter(([title]) => !known.has(title))
    .map(([title, file]) => [title, `${file}.ts`, testOf(file)]);
  return `# What the original has, and where it is here

Made by npm run generate; not edited by hand. Paths answer with and without a trailing slash.

## Routers and endpoints

${markdown(['Router', 'Endpoint', 'File', 'Test'], routers)}

## Entities

${markdown(['Entity', 'Declared in', 'Test of reads under pending changes'], entities)}

## Endpoints beyond the original

${markdown(['Endpoint', 'File', 'Test'], more)}
`;
}

function testOf(file: string): string {
  const test = `${file.replace(/^functions\//, 'test/functions/')}.test.ts`;
  if (!existsSync(new URL(test, ROOT))) throw new Error(`${file} has no test: ${test}`);
  return test;
}

function declaredIn(table: string): string {
  const declares = new RegExp(`pgTable\\(\\s*'${table}'`);
  const file = readdirSync(new URL(ENTITIES, ROOT)).find((name) =>
    declares.test(readFileSync(new URL(`${ENTITIES}${name}`, ROOT), 'utf8')),
  );
  if (file === undefined) throw new Error(`no file declares ${table}`);
  return `${ENTITIES}${file}`;
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
