import * as z from 'zod';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ });
const redisUrl = z.url({ protocol: /^rediss?$/ });
/** PEM text; an environment file has no line breaks, so `\\n` stands for one there. */
const certificate = z
  .string()
  .transform((text) => text.replaceAll('\\n', '\n').trim())
  .pipe(z.string().regex(/^-----BEGIN CERTIFICATE-----\n[\s\S]+-----END CERTIFICATE-----$/));
const webUrl = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));
const minute_s = 60;
const day_s = 86_400;
/** A setting that is JSON text. */
const json = <Shape extends z.ZodType>(shape: Shape) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue('is not JSON');
        return z.NEVER;
      }
    })
    .pipe(shape);

/** A JSON Web Key Set (RFC 7517) of P-256 keys named `<site>.<anything>`; a key with `d` is this site's own. */
const sessionKeys = z.object({
  keys: z
    .array(
      z.object({
        kty: z.literal('EC'),
        crv: z.literal('P-256'),
        kid: z.string().regex(/^[a-z][a-z0-9_-]{0,31}\.[A-Za-z0-9_-]{1,64}$/),
        x: z.string(),
        y: z.string(),
        d: z.string().optional(),
      }),
    )
    .min(1)
    .max(20),
});

const shape = {
  /** Short name of this site; part of every Redis key and of every transaction. */
  SITE_NAME: z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/),
  /** `main` holds the writable database; `secondary` buffers what it records. */
  SITE_TYPE: z.enum(['main', 'secondary']),
  /** Whether recordings at a secondary are buffered; `false` writes them to main directly. */
  CRITICAL_OPERATIONS_BUFFER: flag.default(true),
  /** The writable database: at a secondary, across the link. */
  MAIN_DATABASE_URL: databaseUrl,
  /** The database this site reads: at a secondary, its replica. */
  LOCAL_DATABASE_URL: databaseUrl,
  /** The outbox (secondary only): AOF, `appendfsync always`, `noeviction`. */
  DURABLE_REDIS_URL: redisUrl.optional(),
  /** Caches, counts and limits that may vanish at any time; at main the refresh tokens, too: without it nobody signs in there. */
  VOLATILE_REDIS_URL: redisUrl.optional(),
  /** The authority that has signed the certificates of those servers: an action has no file to name in a URL (`sslrootcert`). */
  CA_CERTIFICATE: certificate.optional(),

  /** Unapplied transactions the outbox takes before it answers 503; three months at 1,100 a day. */
  TRANSACTION_BUFFER_SIZE: whole(1, 10_000_000).default(100_000),
  /** Bytes of their bodies, before it answers 503: Redis takes about three times as much. */
  TRANSACTION_BUFFER_BYTES: whole(1_000, 100_000_000_000).default(500_000_000),
  /** Record on a Redis that could lose acknowledged records at a power failure; only for trying things out. */
  ACCEPT_NOT_DURABLE: flag.default(false),
  /** The durable Redis should have a copy on a second disk: a person is told while it has none. */
  EXPECT_SECOND_COPY: flag.default(false),
  /** Acknowledge a recording only when the copy on the second disk has it too; without the copy nothing is recorded. */
  REQUIRE_SECOND_COPY: flag.default(false),
  /** How long an acknowledgement waits for the copy, whose disk takes 0.2 to 20 ms. */
  SECOND_COPY_TIMEOUT_MS: whole(10, 60_000).default(500),
  /** Transactions per procedure call: 250 of 0.5 kB fill the first congestion windows of the link without one poison batch holding much. */
  DRAIN_BATCH_SIZE: whole(1, 5_000).default(250),
  /** Bytes per procedure call: four of them cross a link of 1 Mbit/s within the time a call may take. */
  DRAIN_BATCH_BYTES: whole(1_000, 50_000_000).default(256_000),
  /** Procedure calls in flight at once: enough to hide the round trip, few enough that a lost link leaves little to repeat. */
  DRAIN_IN_FLIGHT: whole(1, 64).default(4),
  /** A drain stops taking new batches after this long; below the 60 s an action may run. */
  DRAIN_BUDGET_MS: whole(0, 280_000).default(45_000),
  /** One drainer works at a time while its lease lasts; a dead one is succeeded after this long. */
  DRAIN_LEASE_MS: whole(100, 60_000).default(4_000),
  /** Connecting across the link: three round trips of 500 ms and some patience. */
  LINK_CONNECT_TIMEOUT_MS: whole(50, 60_000).default(2_000),
  /** One procedure call across the link: a batch at the slowest rate that is still called a link. */
  LINK_CALL_TIMEOUT_MS: whole(50, 120_000).default(10_000),
  /** A question to main inside a request (status, direct write), connecting included: its caller waits for it. */
  LINK_TIMEOUT_MS: whole(50, 60_000).default(1_800),
  /** After main or the replica did not answer, it is not asked again for this long, so that callers do not wait in turn. */
  BREAKER_MS: whole(0, 60_000).default(1_000),
  /** A question to the local database, connecting included: it is on the same network. */
  LOCAL_TIMEOUT_MS: whole(50, 60_000).default(1_200),
  /** One Redis command; its fsync is 0.2 ms, a stalled disk is worth waiting for a little. */
  REDIS_COMMAND_TIMEOUT_MS: whole(50, 60_000).default(1_000),
  /** One command of the volatile Redis; nobody may wait for a cache longer than for what it saves. */
  VOLATILE_TIMEOUT_MS: whole(10, 60_000).default(150),
  /** A replica that has heard from main within this time is up to date: twice the idle keep-alive of 2.5 s. */
  REPLICA_FRESH_MS: whole(100, 600_000).default(5_000),
  /** Who waits for events looks again after this long, for what no wake-up tells: what came by replication, or was applied from elsewhere. */
  EVENTS_LOOK_MS: whole(10, 600_000).default(1_000),
  /** A verified token may be believed for this long when the replica is away: a working week and a weekend. */
  TOKEN_CACHE_MAX_AGE_S: whole(1, 30 * 86_400).default(9 * 86_400),
  /** Connections to the local database per process. */
  DATABASE_POOL_SIZE: whole(1, 100).default(10),
  /**
   * How long a replicated transaction's receipt stays in Redis; afterwards the ledger answers, which a repeated call needs the
   * replica for. 0.7 kB each: a month of 1,100 a day is 23 MB.
   */
  RECEIPT_RETENTION_S: whole(60, 366 * 86_400).default(30 * 86_400),
  /** This API as browsers reach it; GitHub sends people back to it. */
  PUBLIC_URL: webUrl.optional(),
  /** Where a person is sent after signing in. */
  FRONTEND_URL: webUrl.optional(),
  /** Origins whose pages may call, separated by commas; none by default. */
  CORS_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .pipe(z.array(z.string().regex(/^https?:\/\/[^/*\s]+$/)).max(50))
    .default([]),
  /** Proxies in front whose entry in X-Forwarded-For is not the caller. */
  TRUSTED_PROXIES: whole(0, 10).default(0),
  /** The OAuth app people sign in through; without it nobody can. */
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  /** Only its members get in. */
  GITHUB_ORG_NAME: z.string().optional(),
  /** Roles of teams, `{"org/team": "role"}`; a member of none of them is a viewer. */
  GITHUB_TEAM_ROLE_MAPPING: json(
    z.record(z.string().regex(/^[^/\s]+\/[^/\s]+$/), z.enum(['admin', 'observer', 'viewer', 'service'])),
  ).default({}),
  /** GitHub itself, or an Enterprise server. */
  GITHUB_BASE_URL: webUrl.default('https://github.com'),
  GITHUB_API_URL: webUrl.default('https://api.github.com'),
  /** All requests of one sign-in together: a person waits. */
  GITHUB_TIMEOUT_MS: whole(100, 60_000).default(10_000),
  /** The Sesame name resolver of the CDS, or a mirror of it; what follows is `/-oxpI/SNV?<name>`. */
  SESAME_URL: webUrl.default('https://cds.unistra.fr/cgi-bin/nph-sesame'),
  /** One name: Sesame asks up to three databases in turn, and a person waits. */
  SESAME_TIMEOUT_MS: whole(100, 60_000).default(8_000),
  /** A resolved name is answered from the cache for this long: objects stay where they are. */
  SESAME_CACHE_S: whole(minute_s, 366 * day_s).default(30 * day_s),
  /** The same of a name nobody knows: somebody may publish it. */
  SESAME_UNKNOWN_S: whole(minute_s, 366 * day_s).default(day_s),
  /** Nights whose visibility is computed beforehand, tonight first. */
  VISIBILITY_NIGHTS: whole(1, 60).default(7),
  /** A slice of that takes this long: 2,000 sources and nights, well within the 30 s a gateway waits. */
  VISIBILITY_BUDGET_MS: whole(0, 50_000).default(10_000),
  /** The keys of all sites, this one's with its private part: what one site signs the other verifies without asking. */
  SESSION_KEYS: json(sessionKeys).optional(),
  /** An access token is good for so long: a revocation that cannot arrive ends there. */
  SESSION_ACCESS_S: whole(30, 3_600).default(10 * minute_s),
  /** A session that is not refreshed ends: two weeks outlast the longest outage so far. */
  SESSION_IDLE_S: whole(minute_s, 90 * day_s).default(14 * day_s),
  /** A session ends after this, refreshed or not. */
  SESSION_MAX_S: whole(minute_s, 366 * day_s).default(30 * day_s),
  /** An operator's sign-in code is good for so long; a person's own codes, made beforehand, as long as a session. */
  SIGN_IN_CODE_S: whole(minute_s, 7 * day_s).default(15 * minute_s),
  /** Calls of one principal a minute before it is told to slow down; recordings neither count nor are refused. */
  RATE_LIMIT_PER_MINUTE: whole(1, 100_000_000).default(30_000),
  /** Calls without a token from one address a minute. */
  ANONYMOUS_LIMIT_PER_MINUTE: whole(1, 100_000_000).default(6_000),
  /** Refused tokens from one address a minute. */
  REFUSED_LIMIT_PER_MINUTE: whole(1, 100_000_000).default(1_200),
  /** Attempts to sign in from one address a minute. */
  SIGN_IN_LIMIT_PER_MINUTE: whole(1, 100_000_000).default(20),
  /** A developer's machine: the demo token can be had. Never on a site people rely on. */
  DEVELOPMENT: flag.default(false),
  /** Levels of nesting a body may have. */
  REQUEST_BODY_DEPTH: whole(2, 1_000).default(20),
  /** Largest request body; the action runtime takes 1 MB and base64 adds a third. */
  REQUEST_BODY_LIMIT_BYTES: whole(1_000, 10_000_000).default(700_000),
};

/** Everything a site needs to know, once parsed. Times end in their unit. */
export type Config = z.infer<typeof configSchema>;

const configSchema = z.strictObject(shape).superRefine((config, context) => {
  if (config.SESSION_KEYS?.keys.some(({ kid, d }) => d !== undefined && !kid.startsWith(`${config.SITE_NAME}.`)))
    context.addIssue({ code: 'custom', path: ['SESSION_KEYS'], message: 'holds the private key of another site' });
  if (config.SITE_TYPE !== 'secondary') return;
  for (const key of ['DURABLE_REDIS_URL', 'VOLATILE_REDIS_URL'] as const) {
    if (config[key] === undefined)
      context.addIssue({ code: 'custom', path: [key], message: 'required at a secondary site' });
  }
});

/** The names of all settings. */
export const CONFIG_KEYS: readonly string[] = Object.keys(shape);

/**
 * The configuration in a source (the environment, or the parameters bound to an action). Settings of other programs
 * are passed over; an empty text counts as absent. Throws an Error that names every wrong setting, never its value.
 */
export function parseConfig(source: Readonly<Record<string, unknown>>): Config {
  const own = Object.fromEntries(
    CONFIG_KEYS.filter((key) => source[key] !== undefined && source[key] !== '').map((key) => [key, source[key]]),
  );
  const parsed = configSchema.safeParse(own);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`configuration: ${wrong.join('; ')}`);
}
