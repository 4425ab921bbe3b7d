import type { Site } from '../flow/site.ts';
import { attempted } from '../redis/connect.ts';

const keyOf = ({ config }: Site) => `ops:{${config.SITE_NAME}}:callers-changed`;

/**
 * A word that is another one after every change of users, roles, tokens and sessions made at this site: what a process has
 * been told of them counts only while the word is the same, so that a revocation acts at once in all of them. Undefined
 * without the volatile Redis; a change then acts everywhere within 5 s.
 */
export async function changeMark(site: Site): Promise<string | undefined> {
  return (await attempted(site.volatile, (redis) => redis.get(keyOf(site)))) ?? undefined;
}

/** Says that something has changed. To be called after the change is durable. */
export async function renewChangeMark(site: Site): Promise<void> {
  // A day outlasts every memory by far.
  await attempted(site.volatile, (redis) => redis.set(keyOf(site), site.clock.uuid(), 'EX', 86_400));
}
