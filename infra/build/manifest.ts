import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

/** What OpenWhisk runs the functions on. */
export const RUNTIME = 'nodejs:20';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().regex(/^[\w-]{1,64}$/);

/** One function as it was built, and all that whoever deploys it must know. */
export const builtFunction = z.object({
  name,
  /** What the code answers to a version probe: SHA-256 over the code, its limits, its annotations and the files beside it. */
  hash: digest,
  /** The zip in the same folder, its SHA-256, and the bytes of the minified code in it. */
  file: z.string().regex(/^[\w.-]{1,80}$/),
  digest,
  size: z.int(),
  kind: z.enum(['http', 'scheduled']),
  group: z.enum(['recording', 'reading']),
  /** Of an endpoint. */
  method: z.string().optional(),
  path: z.string().optional(),
  /** Of a scheduled function: how often, as cron. */
  schedule: z.string().optional(),
  limits: z.object({ timeout_s: z.number(), memory_mb: z.number(), concurrency: z.number() }),
  annotations: z.record(z.string(), z.union([z.boolean(), z.string()])),
  /** The tag of the oldest migration main must have had. */
  oldest_migration: z.string(),
});

/** See `builtFunction`. */
export type BuiltFunction = z.infer<typeof builtFunction>;

const manifest = z.object({
  version: z.string(),
  /** Every migration there is, in order: its tag, and the time by which a database knows it. */
  migrations: z.array(z.object({ tag: z.string(), when: z.number() })),
  functions: z.array(builtFunction),
});

/** What a build consists of. */
export type Manifest = z.infer<typeof manifest>;

/** The name of the manifest's file. */
export const MANIFEST = 'manifest.json';

/** The manifest in a folder. Throws an Error that says how to make one. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, MANIFEST), 'utf8').catch(() => {
    throw new Error(`There is no ${MANIFEST} in ${folder}: npm run build makes it.`);
  });
  return manifest.parse(JSON.parse(text));
}
