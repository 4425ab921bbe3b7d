import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { zipSync } from 'fflate';
import openwhisk from 'openwhisk';
import { type OpenWhisk, type OpenWhiskOptions, startOpenWhisk } from '../../infra/openwhisk/start-openwhisk.ts';

export type Client = ReturnType<typeof openwhisk>;

/** Nobody is told to slow down in tests that are not about that. */
const UNLIMITED = { invocations_per_minute: 1_000_000, concurrent_invocations: 1_000, fires_per_minute: 1_000_000 };

/** A site in a folder of its own, which is gone when it is closed. */
export interface TestWhisk extends OpenWhisk {
  dir: string;
  client(namespace?: string): Client;
  /** Where a web action answers. */
  web(action: string, namespace?: string): string;
}

export async function openWhisk(options: Partial<OpenWhiskOptions> = {}): Promise<TestWhisk> {
  const dir = options.dir ?? mkdtempSync(path.join(tmpdir(), 'ops-db-whisk-'));
  const limits = { ...UNLIMITED, ...options.limits };
  const whisk = await startOpenWhisk({ port: 0, namespaces: { guest: 'guest:key' }, ...options, dir, limits });
  const client = (namespace = 'guest') => openwhisk({ apihost: whisk.url, api_key: whisk.namespaces[namespace] ?? '' });
  return {
    ...whisk,
    dir,
    client,
    web: (action, namespace = 'guest') => `${whisk.url}/api/v1/web/${namespace}/${action}`,
    close: async () => {
      await whisk.close();
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** How this project's functions are deployed: their own answer to everything, and the caller's request as it was. */
export const RAW = { 'web-export': true, 'raw-http': true, 'web-custom-options': true, final: true };

/** Puts an action of text there. */
export function put(client: Client, name: string, action: string, more: object = {}) {
  return client.actions.update({ name, action, kind: 'nodejs:20', ...more });
}

/** A function of this project as it is deployed: one file in a zip. */
export async function bundled(file: string): Promise<Buffer> {
  const { outputFiles } = await build({
    entryPoints: [new URL(`../../functions/${file}`, import.meta.url).pathname],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['pg-native'],
    write: false,
    logLevel: 'error',
  });
  const [only] = outputFiles;
  if (only === undefined) throw new Error(`nothing came of ${file}`);
  return Buffer.from(zipSync({ 'index.js': only.contents }));
}

/** An action that answers when the file its query names is there: calls of it are under way for as long as a test likes. */
export const HELD = `const { existsSync } = require('node:fs');
exports.main = (p) => new Promise((answer) => {
  const look = setInterval(() => {
    if (!existsSync(p.__ow_query)) return;
    clearInterval(look);
    answer({ body: { pid: process.pid } });
  }, 5);
});`;

/** What a call of that action waits for. */
export function gate({ dir }: TestWhisk): { query: string; release(): void } {
  const file = path.join(dir, randomUUID());
  return { query: file, release: () => writeFileSync(file, '') };
}

/** What came of the latest run. */
export async function lastResponse(client: Client): Promise<Record<string, unknown>> {
  const [last] = await client.activations.list();
  if (last === undefined) throw new Error('nothing has run');
  const { response } = await client.activations.get({ name: last.activationId });
  return { ...response };
}

/** The process of an action's container. */
export function pidIn(whisk: OpenWhisk, name: string): number {
  const pid = whisk.containers().find(({ action }) => action === name)?.pid;
  if (pid === undefined) throw new Error(`no container runs ${name}`);
  return pid;
}
