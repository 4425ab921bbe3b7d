import { readdirSync } from 'node:fs';
import type { AnyEndpointFacts } from '../lib/http/endpoint.ts';
import type { ScheduledFacts } from '../lib/http/scheduled.ts';

const FOLDER = new URL('../functions/', import.meta.url);

/** One deployable function: `<resource>-<endpoint>`, the file it lives in without its ending, and what it declares. */
export interface DeployedFunction<Facts> {
  name: string;
  file: string;
  declared: Facts;
}

/** Every function there is, by what makes it run. */
export interface Functions {
  endpoints: DeployedFunction<AnyEndpointFacts>[];
  scheduled: DeployedFunction<ScheduledFacts>[];
}

/**
 * Whose calls a function may be refused for: an OpenWhisk namespace has one limit for all its calls. What records, and what runs by the
 * clock, has a namespace of its own, so that no busy screen can keep a recording out.
 */
export type Group = 'recording' | 'reading';

/** `recording` for what a secondary records without main and without a limit of calls; all else waits for no telescope. */
export function groupOf({ permission, problems = [] }: AnyEndpointFacts): Group {
  const is_buffered = problems.includes('buffer.full') && !problems.includes('site.read_only');
  return is_buffered && permission.startsWith('write:') ? 'recording' : 'reading';
}

/** The functions in `functions/`, in the order of their names: adding a file there is all it takes to add one. */
export async function listFunctions(): Promise<Functions> {
  const functions: Functions = { endpoints: [], scheduled: [] };
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  for (const file of files.sort()) {
    const { declared }: { declared: AnyEndpointFacts | ScheduledFacts } = await import(new URL(file, FOLDER).href);
    const place = {
      name: file.replace(/\.ts$/, '').replaceAll('/', '-'),
      file: `functions/${file.replace(/\.ts$/, '')}`,
    };
    if ('rate' in declared) functions.scheduled.push({ ...place, declared });
    else functions.endpoints.push({ ...place, declared });
  }
  return functions;
}
