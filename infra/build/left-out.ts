import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** A file of a package, and what stands in its place in a bundle. */
interface Replacement {
  file: RegExp;
  /** Its text, made from the one it has; throws when that is not what was known when this was written. */
  text(own: string): string;
}

/**
 * What packages bring along that no function runs: two fifths of a bundle, and so of what an action loads before its first call.
 * Each can be left out because nothing of ours asks for it.
 */
const REPLACEMENTS: readonly Replacement[] = [
  // 50 languages; ours is English, and problems are written by us.
  { file: /zod[\\/]v4[\\/]locales[\\/]index\.js$/, text: () => "export { default as en } from './en.js';" },
  // It keeps all of zod by handing its namespace around, while it uses twenty names of it.
  { file: /drizzle-zod[\\/]index\.mjs$/, text: withNamesOfZod },
  // Stores for a dozen databases; limits are counted in Redis, and in memory while it is away.
  {
    file: /rate-limiter-flexible[\\/]index\.js$/,
    text: () =>
      ['Memory', 'Redis', 'Res']
        .map((name) => `exports.RateLimiter${name} = require('./lib/RateLimiter${name}');`)
        .join('\n'),
  },
  // A site's Redis is one server with a copy: no cluster, no sentinel, no provider's certificates.
  { file: /ioredis[\\/]built[\\/]cluster[\\/]index\.js$/, text: () => 'exports.default = class {};' },
  {
    file: /ioredis[\\/]built[\\/]connectors[\\/]SentinelConnector[\\/]index\.js$/,
    text: () => 'exports.default = class {}; exports.SentinelIterator = class {};',
  },
  { file: /ioredis[\\/]built[\\/]constants[\\/]TLSProfiles\.js$/, text: () => 'exports.default = {};' },
  // Where the keys are among a command's arguments: for clusters and key prefixes only.
  { file: /@ioredis[\\/]commands[\\/]built[\\/]commands\.json$/, text: withFlagsOnly },
  // It makes a Response to find out whether this is Cloudflare, and so loads all of fetch where nobody has asked for it.
  { file: /pg[\\/]lib[\\/]stream\.js$/, text: streamsOfNode },
  // libpq in place of the protocol in JavaScript: needs a compiler.
  { file: /pg[\\/]lib[\\/]native[\\/]index\.js$/, text: () => 'module.exports = undefined;' },
];

/** Leaves out of a bundle what no function needs of the packages it is made of. */
export const leftOut: Plugin = {
  name: 'left-out',
  setup(build) {
    for (const { file, text } of REPLACEMENTS)
      build.onLoad({ filter: file }, async ({ path }) => ({
        contents: text(await readFile(path, 'utf8')),
        loader: path.endsWith('.json') ? 'json' : 'js',
      }));
  },
};

function withNamesOfZod(own: string): string {
  const whole = "import { z } from 'zod/v4';";
  if (!own.startsWith(whole)) throw new Error('drizzle-zod imports zod in another way than it did');
  const names = new Set([...own.matchAll(/\bz(?:od|\$1)?\.(\w+)/g)].map(([, name]) => name));
  const kept = [...names].map((name) => `${name}: all.${name}`).join(', ');
  return own.replace(whole, `import * as all from 'zod/v4'; const z = { ${kept} };`);
}

function streamsOfNode(own: string): string {
  if (!own.includes('return getNodejsStreamFuncs()'))
    throw new Error('pg opens its connections in another way than it did');
  return `exports.getStream = () => new (require('net').Socket)();
exports.getSecureStream = (options) => require('tls').connect(options);`;
}

function withFlagsOnly(own: string): string {
  const commands = Object.entries(JSON.parse(own) as Record<string, { flags: string[] }>);
  return JSON.stringify(Object.fromEntries(commands.map(([name, { flags }]) => [name, { flags }])));
}
