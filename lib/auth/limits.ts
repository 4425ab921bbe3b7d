import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Site } from '../flow/site.ts';
import { Problem } from '../kernel/problem.ts';
import { attempted } from '../redis/connect.ts';

/** What is counted: calls of a principal, calls without a token, refused tokens, attempts to sign in. */
export type Counted = 'principal' | 'anonymous' | 'refused' | 'sign_in';

const SETTINGS = {
  principal: 'RATE_LIMIT_PER_MINUTE',
  anonymous: 'ANONYMOUS_LIMIT_PER_MINUTE',
  refused: 'REFUSED_LIMIT_PER_MINUTE',
  sign_in: 'SIGN_IN_LIMIT_PER_MINUTE',
} as const satisfies Record<Counted, keyof Site['config']>;

/** One count for all processes of the site, where there is a volatile Redis; and this process's own. */
interface Limiters {
  shared: RateLimiterRedis | undefined;
  here: RateLimiterMemory;
}

const limiters = new WeakMap<Site, Map<Counted, Limiters>>();

/**
 * Counts one of something for somebody (a user id, an address) in this minute. Problem `rate.limited` beyond the limit. The
 * count is the volatile Redis's and so one for all processes of the site; while that is away each counts for itself.
 */
export async function count(site: Site, what: Counted, who: string): Promise<void> {
  const { shared, here } = limitersOf(site, what);
  const counted = shared && (await attempted(site.volatile, () => consumed(shared, who)));
  const { consumedPoints } = counted ?? (await consumed(here, who));
  const limit = site.config[SETTINGS[what]];
  if (consumedPoints > limit) throw new Problem('rate.limited', `More than ${limit} in a minute.`);
}

/** The count of a user's calls, begun while it is being asked whether it is this user: one trip to Redis, not two. */
export class UserCount {
  readonly #site: Site;
  #begun: { user_id: number; counted: Promise<void> } | undefined;

  constructor(site: Site) {
    this.#site = site;
  }

  begin(user_id: number): void {
    const counted = count(this.#site, 'principal', String(user_id));
    counted.catch(() => {}); // told by `of`, if it comes to that
    this.#begun = { user_id, counted };
  }

  /** Waits for the count of the one it is. Problem `rate.limited`. */
  async of(user_id: number): Promise<void> {
    if (this.#begun?.user_id !== user_id) this.begin(user_id);
    await this.#begun?.counted;
  }
}

/** What the count has come to, which the library throws where it is too much. */
async function consumed(limiter: RateLimiterRedis | RateLimiterMemory, who: string): Promise<RateLimiterRes> {
  return limiter.consume(who).catch((error: unknown) => {
    if (error instanceof RateLimiterRes) return error;
    throw error;
  });
}

function limitersOf(site: Site, what: Counted): Limiters {
  const own = limiters.get(site) ?? new Map<Counted, Limiters>();
  limiters.set(site, own);
  const both = own.get(what) ?? makeLimiters(site, what);
  own.set(what, both);
  return both;
}

function makeLimiters({ config, volatile }: Site, what: Counted): Limiters {
  const options = { points: config[SETTINGS[what]], duration: 60 };
  const keyPrefix = `ops:{${config.SITE_NAME}}:limit:${what}`;
  const shared = volatile && new RateLimiterRedis({ ...options, storeClient: volatile, keyPrefix });
  return { shared, here: new RateLimiterMemory(options) };
}
