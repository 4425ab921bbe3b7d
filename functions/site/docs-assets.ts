import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import viewer from 'swagger-ui-dist/package.json' with { type: 'json' };
import * as z from 'zod';
import { endpoint } from '../../lib/http/endpoint.ts';

/** The version is part of the path, so that what a browser keeps is never that of another one. */
const KEPT = { 'cache-control': 'public, max-age=31536000, immutable' };

/**
 * What OpenWhisk's controller takes for binary may be compressed here. A script may be called text/javascript, which it does
 * not know; a style sheet must be called text/css, which it carries as text, and which is small enough to go as it is.
 */
const FILES = {
  'swagger-ui-bundle.js': { type: 'text/javascript', is_compressed: true },
  'swagger-ui.css': { type: 'text/css; charset=utf-8', is_compressed: false },
};

type Name = keyof typeof FILES;

const compressed = new Map<Name, Uint8Array<ArrayBuffer>>();

export const { declared, main, handler, fetch } = endpoint({
  method: 'GET',
  path: '/docs/{version}/{file}',
  tag: 'site',
  summary: 'What the page at /docs is made of',
  doc: 'Public. Scripts and styles of the viewer, of the version this site has.',
  permission: 'public',
  params: z.strictObject({
    version: z.literal(viewer.version),
    file: z.enum(Object.keys(FILES) as [Name, ...Name[]]),
  }),
  answers: { 200: { doc: 'The file, compressed where that is worth it.', media: '*/*', body: z.string() } },
  run: async ({ params: { file } }) => {
    const { type, is_compressed } = FILES[file];
    if (!is_compressed) return { content: { type, bytes: new Uint8Array(await read(file)) }, headers: KEPT };
    const bytes = compressed.get(file) ?? new Uint8Array(await promisify(gzip)(await read(file), { level: 9 }));
    compressed.set(file, bytes);
    return { content: { type, bytes }, headers: { ...KEPT, 'content-encoding': 'gzip' } };
  },
});

/** From the installed package; a bundle brings its `node_modules/swagger-ui-dist` along. */
function read(file: Name): Promise<Buffer> {
  const installed = createRequire(import.meta.url).resolve('swagger-ui-dist/package.json');
  return readFile(path.join(path.dirname(installed), file));
}
