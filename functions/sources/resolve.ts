import * as z from 'zod';
import { source } from '../../lib/entities/source.ts';
import { keep, recall } from '../../lib/flow/cache.ts';
import type { Site } from '../../lib/flow/site.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { describeError } from '../../lib/kernel/log.ts';
import { Problem } from '../../lib/kernel/problem.ts';
import { ResolverUnavailable, resolveName } from '../../lib/sky/sesame.ts';
import { CACHE_HEADER, cacheHeaders } from '../../lib/visibility/kept-visibility.ts';

const resolved = z.object({
  name: z.string().meta({ description: 'as the resolver writes it' }),
  resolver: z.enum(['Simbad', 'NED', 'VizieR']),
  ra_deg: z.number().meta({ description: 'right ascension, ICRS [deg]' }),
  dec_deg: z.number().meta({ description: 'declination, ICRS [deg]' }),
  object_type: z.string().nullable().meta({ description: "in that resolver's abbreviations" }),
  aliases: z.array(z.string()).meta({ description: 'other names of the same object, at most a hundred' }),
});
/** A name nobody knows is kept, too. */
const known = resolved.nullable();

const wanted = z
  .string()
  .min(1)
  .max(100)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'must be a name, without control characters')
  .refine((text) => text === '' || text.trim() !== '', 'must be a name, not only spaces')
  .transform((text) => text.trim().replaceAll(/\s+/g, ' '))
  .meta({ description: 'such as Orion-KL, M 42 or IRC+10216' });

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/sources/resolve',
  tag: 'sources',
  summary: 'Find the coordinates of an object by its name',
  doc: 'Asks Simbad, NED and VizieR, in this order, through the Sesame service of the CDS. Nothing is recorded: create the source with what you get. Answers are kept at the site for some time and given also while the internet is away. Bodies of the solar system are not resolved: they have no place of their own.',
  permission: source.permissions.read,
  body: z.strictObject({ name: wanted }),
  answers: { 200: { doc: 'The object.', body: resolved, headers: [CACHE_HEADER] } },
  problems: ['name.unknown', 'resolver.unavailable'],
  run: async ({ site, body: { name } }) => {
    const kept = { topic: 'name', depends_on: [site.config.SESAME_URL, name] };
    const before = await recall(site, kept, known);
    const found = before === undefined ? await ask(site, name) : before;
    if (before === undefined) {
      const { SESAME_CACHE_S, SESAME_UNKNOWN_S } = site.config;
      await keep(site, kept, found, found === null ? SESAME_UNKNOWN_S : SESAME_CACHE_S);
    }
    if (found === null) throw new Problem('name.unknown', `Simbad, NED and VizieR know no ${name}.`, { name });
    return { body: found, headers: cacheHeaders(before !== undefined) };
  },
});

async function ask({ config, log }: Site, name: string): Promise<z.infer<typeof known>> {
  try {
    const settings = { url: config.SESAME_URL, timeout_ms: config.SESAME_TIMEOUT_MS };
    return (await resolveName(settings, name)) ?? null;
  } catch (error) {
    if (!(error instanceof ResolverUnavailable)) throw error;
    log.warn('resolver.unavailable', describeError(error));
    throw new Problem(
      'resolver.unavailable',
      'The name resolver does not answer, and this name has not been asked for lately.',
    );
  }
}
