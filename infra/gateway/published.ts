import * as z from 'zod';
import { readManifest } from '../build/manifest.ts';
import declared from '../generated/published.json' with { type: 'json' };

const published = z.object({
  name: z.string(),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string().startsWith('/'),
  group: z.enum(['recording', 'reading']),
});

/** One function with a public path: what the gateway must know to send it what is its own. */
export type PublishedFunction = z.infer<typeof published>;

/** The functions with a path that a build consists of, by the folder of its manifest; without one those of this checkout. */
export async function publishedFunctions(folder: string | undefined): Promise<PublishedFunction[]> {
  if (folder === undefined) return z.array(published).parse(declared);
  const { functions } = await readManifest(folder);
  return functions.filter(({ kind }) => kind === 'http').map((built) => published.parse(built));
}
