import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { AnyEndpointFacts } from '../../lib/http/endpoint.ts';
import { listFunctions } from '../functions.ts';

const group = z.enum(['recording', 'reading']);

const published = z.object({
  name: z.string(),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string().startsWith('/'),
  group,
});

/** One function with a public path: what the gateway needs to know to send it what is its own. */
export type PublishedFunction = z.infer<typeof published>;

/** Functions that record, which nothing may hold up, and all others. */
export type Group = z.infer<typeof group>;

/** The functions of a site: those with a path, and the names of those that run by the clock. */
export interface Published {
  endpoints: PublishedFunction[];
  scheduled: string[];
}

const manifest = z.object({
  functions: z.array(
    z.discriminatedUnion('kind', [
      published.extend({ kind: z.literal('endpoint') }),
      z.object({ kind: z.literal('scheduled'), name: z.string() }),
    ]),
  ),
});

/** What a build says it is made of. Throws when the file is no manifest. */
export function readManifest(file: string): Published {
  const { functions } = manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    endpoints: functions.flatMap((one) => (one.kind === 'endpoint' ? [one] : [])),
    scheduled: functions.flatMap(({ kind, name }) => (kind === 'scheduled' ? [name] : [])),
  };
}

/** The functions of this checkout. */
export async function declaredFunctions(): Promise<Published> {
  const { endpoints, scheduled } = await listFunctions();
  return {
    endpoints: endpoints.map(({ name, declared }) => ({
      name,
      method: declared.method,
      path: declared.path,
      group: groupOf(declared),
    })),
    scheduled: scheduled.map(({ name }) => name),
  };
}

/** Those that need the leave to write what a site buffers. */
function groupOf({ permission }: AnyEndpointFacts): Group {
  return permission.startsWith('write:') ? 'recording' : 'reading';
}
