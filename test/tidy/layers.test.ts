import { expect, test } from 'vitest';
import { type Source, sources } from './sources.ts';

/** Who may import whom: imports run one way, downwards. */
const MAY: Record<string, readonly string[]> = {
  functions: [
    'lib/visibility',
    'lib/sky',
    'lib/entities',
    'lib/auth',
    'lib/flow',
    'lib/http',
    'lib/model',
    'lib/kernel',
  ],
  'lib/http': ['lib/flow', 'lib/auth', 'lib/model', 'lib/kernel'],
  // The flows open and own the connections of a site, Redis included.
  'lib/flow': ['lib/outbox', 'lib/database', 'lib/redis', 'lib/model', 'lib/kernel'],
  // Users, tokens and sessions are records: they are changed and read by the same flows as all others.
  'lib/auth': ['lib/flow', 'lib/entities', 'lib/outbox', 'lib/database', 'lib/redis', 'lib/model', 'lib/kernel'],
  // Where sources are in the sky: the records, and what is worked out and kept of them.
  'lib/visibility': ['lib/sky', 'lib/entities', 'lib/flow', 'lib/model', 'lib/kernel'],
  'lib/outbox': ['lib/redis', 'lib/model', 'lib/kernel'],
  'lib/database': ['lib/model', 'lib/kernel'],
  'lib/entities': ['lib/model'],
  'lib/redis': ['lib/kernel'],
  // Astronomy: it knows of no site and of no record.
  'lib/sky': ['lib/kernel'],
  'lib/model': ['lib/kernel'],
  'lib/kernel': [],
};

/** Packages that only some may import; tests break things on purpose and may use any. */
const ONLY: Record<string, RegExp> = {
  ioredis: /^lib\/redis\//,
  pg: /^(lib\/database|infra)\//,
  // And what a function is measured beside.
  hono: /^(lib\/http\/|bench\/bare\.ts)/,
  jose: /^((lib\/auth|infra)\/|bench\/bare\.ts)/,
  arctic: /^lib\/auth\//,
  'rate-limiter-flexible': /^lib\/auth\//,
  'astronomy-engine': /^lib\/sky\//,
  'fast-xml-parser': /^lib\/sky\//,
};

const KERNEL_PACKAGES = /^(node:.*|zod|uuid)$/;

const layerOf = (file: string) => /^(lib\/[\w-]+|\w+)\//.exec(file)?.[1] ?? file;
const isOurs = (from: string) => /^(functions|lib|infra|test|bench)\//.test(from);

test.each(Object.entries(MAY))('%s imports only the layers below it', (layer, may) => {
  const files = sources.filter(({ file }) => layerOf(file) === layer);
  expect(files).not.toEqual([]);
  const wrong = files.flatMap(({ file, imports }) =>
    imports
      .filter(({ from }) => isOurs(from) && ![layer, ...may].includes(layerOf(from)))
      // The one generated file a function serves.
      .filter(({ from }) => from !== 'infra/generated/openapi.json')
      .map(({ from }) => `${file} -> ${from}`),
  );
  expect(wrong).toEqual([]);
});

test('every folder of lib has its place among the layers', () => {
  const folders = new Set(sources.map(({ file }) => layerOf(file)).filter((layer) => layer.startsWith('lib/')));
  expect([...folders].filter((folder) => MAY[folder] === undefined)).toEqual([]);
});

test('nothing that is deployed or run depends on tests or benchmarks', () => {
  const wrong = sources
    .filter(({ file }) => !/^(test|bench)\//.test(file))
    .flatMap(({ file, imports }) => imports.map(({ from }) => `${file} -> ${from}`))
    .filter((edge) => /-> (test|bench)\//.test(edge));
  expect(wrong).toEqual([]);
});

test.each(Object.entries(ONLY))('%s is imported in one place only', (name, where) => {
  const users = sources.filter(
    ({ file, imports }) => !file.startsWith('test/') && imports.some(({ from }) => from === name),
  );
  expect(users).not.toEqual([]);
  expect(users.map(({ file }) => file).filter((file) => !where.test(file))).toEqual([]);
});

test('the kernel needs nothing but zod, uuid and Node', () => {
  const wrong = sources
    .filter(({ file }) => file.startsWith('lib/kernel/'))
    .flatMap(({ file, imports }) => imports.map(({ from }) => ({ file, from })))
    .filter(({ from }) => !isOurs(from) && !KERNEL_PACKAGES.test(from));
  expect(wrong).toEqual([]);
});

test('no file needs itself, by whichever way', () => {
  const byName = new Map(sources.map((source) => [source.file, source]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = ({ file, imports }: Source, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    if (path.includes(file) || done.has(file)) return;
    for (const { from, type_only } of imports) {
      const next = byName.get(from);
      if (next !== undefined && !type_only) visit(next, [...path, file]);
    }
    done.add(file);
  };
  for (const source of sources) visit(source, []);
  expect(cycles).toEqual([]);
});
