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
