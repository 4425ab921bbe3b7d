import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { startOpenWhisk } from './start-openwhisk.ts';

// node --import tsx infra/openwhisk/run.ts --dir DIR [--port 3233] [--concurrency 1] namespace...
// The key of a namespace is taken from the environment, OPENWHISK_KEY_<NAMESPACE> in capitals with _ for -; without one it is made
// from the name, which is enough for a machine of one's own.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dir: { type: 'string', default: '.local/openwhisk' },
    // That of the standalone OpenWhisk.
    port: { type: 'string', default: '3233' },
    concurrency: { type: 'string', default: '1' },
    'per-minute': { type: 'string', default: '60' },
    concurrent: { type: 'string', default: '30' },
  },
});
const whole = z.coerce.number().int().min(0);
const names = positionals.length === 0 ? ['guest'] : positionals;
const keyOf = (name: string) =>
  process.env[`OPENWHISK_KEY_${name.toUpperCase().replaceAll('-', '_')}`] ?? `${name}:${name}`;

const whisk = await startOpenWhisk({
  dir: path.resolve(values.dir),
  port: whole.parse(values.port),
  namespaces: Object.fromEntries(names.map((name) => [name, keyOf(name)])),
  limits: {
    concurrency: whole.parse(values.concurrency),
    invocations_per_minute: whole.parse(values['per-minute']),
    concurrent_invocations: whole.parse(values.concurrent),
  },
  log: ({ action, stream, text }) => console[stream === 'stdout' ? 'log' : 'error'](`${action}: ${text}`),
});
console.log(`OpenWhisk stand-in at ${whisk.url}, namespaces ${names.join(', ')}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => whisk.close().then(() => process.exit()));
