import { readdirSync } from 'node:fs';
import type { AnyEndpointFacts, Endpoint } from '../../lib/http/endpoint.ts';

const root = new URL('../../functions/', import.meta.url);

/** One endpoint on disk: its file below `functions/`, what it declares, and the function itself. */
export interface Deployed {
  file: string;
  declared: AnyEndpointFacts;
  /** `METHOD /path/{parameter}` */
  title: string;
  fetch: Endpoint['fetch'];
}

/** Every endpoint there is, found by looking: one that is added is in every matrix of tests at once. */
export const endpoints: readonly Deployed[] = await Promise.all(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('scheduled'))
    .sort()
    .map(async (file) => {
      const { declared, fetch } = (await import(new URL(file, root).href)) as Endpoint & { declared: AnyEndpointFacts };
      return { file, declared, title: `${declared.method} ${declared.path}`, fetch };
    }),
);

/** A path the endpoint answers, with ids that are well formed and belong to nothing. */
export function samplePath({ path }: AnyEndpointFacts): string {
  return path
    .replace(/\{(obs_unit|source)_id\}/, '999999')
    .replace('/obs_unit/{id}', '/obs_unit/999999')
    .replaceAll(/\{\w+\}/g, '0199fd3c-5f5e-7c3a-b1a4-0d0ad3b0a6f1');
}

/**
 * What to add to a path so that the call changes nothing, wherever it gets: a change that is not refused for want of a body
 * is asked with a parameter that is not its own. (A site whose replica is behind buffers changes of what it cannot see.)
 */
export const harmless = ({ method, body }: AnyEndpointFacts): string =>
  method === 'GET' || body?.safeParse({}).success === false ? '' : '?nothing=1';
