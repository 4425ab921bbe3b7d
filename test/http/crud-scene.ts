import { afterAll, beforeAll, inject } from 'vitest';
import type { Servers } from '../../infra/servers/stack.ts';
import { observingProgram } from '../../lib/entities/programme.ts';
import { dataTransfer, dataTransferRoute } from '../../lib/entities/transfer.ts';
import { dataTransferPackage } from '../../lib/entities/transfer-package.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';
import { createEndpoint, deleteEndpoint, updateEndpoint } from '../../lib/http/crud-write.ts';
import type { Endpoint } from '../../lib/http/endpoint.ts';
import type { AT } from '../functions/expect.ts';
import type { Answered } from '../support/api.ts';
import { whileReplayStands as replayStands } from '../support/replay.ts';
import { startPrivateServers } from '../support/servers.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';

export let servers: Servers;
export let sites: Sites;
/** Opens both for the tests of a file. Each file says so itself: this module is loaded once for all files of a worker. */
export function openScene(): void {
  beforeAll(async () => {
    servers = await startPrivateServers(inject('servers').dir);
    sites = await openSites(servers.urls, { BREAKER_MS: '0', LINK_TIMEOUT_MS: '300' });
  });
  afterAll(async () => {
    servers.link.up();
    await sites.close();
    await servers.stop();
  });
}

type At = (typeof AT)[number];
interface Sent {
  body?: unknown;
  role?: keyof typeof TOKENS;
  headers?: Record<string, string>;
}

/** What the endpoints of an entity look like when nothing is said but the entity. */
export const made = (entity: Parameters<typeof createEndpoint>[0], name: string) => ({
  POST: createEndpoint(entity, `/${name}`),
  GET: byIdEndpoint(entity, `/${name}/{id}`),
  PUT: updateEndpoint(entity, `/${name}/{id}`),
  PATCH: updateEndpoint(entity, `/${name}/{id}`, { method: 'PATCH' }),
});
export const bundles = made(dataTransferPackage, 'bundles');
export const transfers = made(dataTransfer, 'transfers');
export const routes = made(dataTransferRoute, 'routes');
export const programs = {
  ...made(observingProgram, 'programs'),
  DELETE: deleteEndpoint(observingProgram, '/programs/{id}'),
};

export async function ask(
  { declared, fetch }: Endpoint,
  at: At,
  id?: string | number,
  sent: Sent = {},
): Promise<Answered> {
  const path = declared.path.replace('{id}', String(id));
  const headers = { authorization: `Bearer ${TOKENS[sent.role ?? 'admin']}`, ...sent.headers };
  const init = {
    method: declared.method,
    headers,
    ...(sent.body !== undefined && { body: JSON.stringify(sent.body) }),
  };
  const response = await fetch(new Request(new URL(path, 'http://site'), init), sites[at]);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

export let number = 0;
export const name = () => `made ${++number}`;
export const bundle = async (at: At) =>
  (await ask(bundles.POST, at, undefined, { body: { name: name(), origin_location_id: 1 } })).body.id;
export async function transfer(at: At, more = {}): Promise<string> {
  const body = {
    data_transfer_package_id: await bundle(at),
    origin_location_id: 3,
    destination_location_id: 4,
    ...more,
  };
  return (await ask(transfers.POST, at, undefined, { body })).body.id;
}
export const route = () => ({ name: name(), origin_site_id: 1, destination_site_id: 2 });
export const program = () => ({ name: name(), short_name: name() });
export const tagOf = async (endpoint: Endpoint, at: At, id: string | number) =>
  (await ask(endpoint, at, id)).headers.get('etag') ?? '';

export const whileReplayStands = <Result>(run: () => Promise<Result>) =>
  replayStands(servers.urls.replica_database, run);
