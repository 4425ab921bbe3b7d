import * as z from 'zod';

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const webUrl = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));
/** A namespace or package of OpenWhisk. */
const name = z.string().regex(/^[\w@.-]+$/);
/** Addresses and subnets, separated by commas. */
const subnets = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'is no address and no subnet')));

const shape = {
  /** Where it listens; a proxy that ends TLS stands in front. */
  GATEWAY_HOST: z.string().default('127.0.0.1'),
  GATEWAY_PORT: whole(0, 65_535).default(8080),
  /** What runs the functions. */
  GATEWAY_UPSTREAM: z.enum(['openwhisk', 'http', 'in_process']),
  /** `http`: the functions, by their public paths. */
  GATEWAY_FUNCTIONS_URL: webUrl.optional(),
  /** `http`: where a function is invoked by its name (AWS Lambda's Invoke). */
  GATEWAY_INVOKE_URL: webUrl.optional(),
  /** `openwhisk`: the API host. */
  GATEWAY_OPENWHISK_URL: webUrl.optional(),
  /** `openwhisk`: the namespace of what records and of what is scheduled, so that a busy screen cannot use up its limits. */
  GATEWAY_OPENWHISK_RECORDING_NAMESPACE: name.optional(),
  /** `openwhisk`: the namespace of everything else. */
  GATEWAY_OPENWHISK_READING_NAMESPACE: name.optional(),
  /** `openwhisk`: the package of the functions, in both. */
  GATEWAY_OPENWHISK_PACKAGE: name.default('ops-db'),
  /** `openwhisk`: what web actions want to hear in X-Require-Whisk-Auth. */
  GATEWAY_OPENWHISK_SECRET: z.string().min(16).optional(),
  /** `openwhisk`: the key of the recording namespace, to invoke what is scheduled. */
  GATEWAY_OPENWHISK_KEY: z.string().optional(),
  /** The folder of a build, with its manifest; without one the functions of this checkout are served. */
  GATEWAY_BUILD: z.string().optional(),

  /** Connections at once: ten screens and scripts a person, and a hundred people. */
  GATEWAY_CONNECTIONS: whole(1, 100_000).default(1_000),
  /** Bytes of a request's line and headers: a token, cookies and a long query have a tenth of it. */
  GATEWAY_HEADER_BYTES: whole(1_000, 1_000_000).default(16_384),
  /** A client that sends its headers slower than that holds a connection for nothing. */
  GATEWAY_HEADERS_MS: whole(100, 600_000).default(10_000),
  /** A whole request must be here after so long: the largest body at 256 kbit/s, and some patience. */
  GATEWAY_REQUEST_MS: whole(100, 600_000).default(30_000),
  /** A connection on which nothing moves is closed; the longest a client waits for an answer is 55 s. */
  GATEWAY_SILENT_MS: whole(1_000, 3_600_000).default(90_000),
  /** An idle connection is kept: longer than proxies in front do (60 s), so that it is they who close it. */
  GATEWAY_KEEP_ALIVE_MS: whole(0, 3_600_000).default(65_000),
  /** An answer may take so long: an action is given up after 60 s. */
  GATEWAY_UPSTREAM_MS: whole(100, 600_000).default(65_000),
  /** Connecting to what runs the functions: it is on the same network. */
  GATEWAY_CONNECT_MS: whole(10, 60_000).default(2_000),
  /** Recordings on their way at once: what a namespace runs at once (30 by default), twice, for the rest is waiting for retry. */
  GATEWAY_RECORDING_IN_FLIGHT: whole(1, 10_000).default(64),
  /** Everything else at once, long polls included: a hundred screens that wait, and as many that ask. */
  GATEWAY_READING_IN_FLIGHT: whole(1, 10_000).default(200),
  /** A call that has not reached its function, or may be repeated, is tried again for so long: a restart of an action, not of a server. */
  GATEWAY_RETRY_MS: whole(0, 60_000).default(3_000),
  /** Answers from this size on are compressed: what fits into one packet gains nothing. */
  GATEWAY_COMPRESS_BYTES: whole(0, 10_000_000).default(1_400),
  /** Connections of the live overview in all: each takes about 100 kB. */
  GATEWAY_LIVE_CONNECTIONS: whole(0, 10_000).default(200),
  /** The same of one user: the screens of a control room may share one. */
  GATEWAY_LIVE_CONNECTIONS_PER_USER: whole(1, 10_000).default(20),
  /** Addresses and subnets that may read /metrics besides this machine: `10.1.2.3,10.4.0.0/16`. */
  GATEWAY_METRICS_ALLOWED: subnets.default([]),
  /** When stopped, requests that run may end within this time; below the 10 s after which containers are killed. */
  GATEWAY_STOP_MS: whole(0, 600_000).default(8_000),
};

/** Everything a gateway needs to know beyond the settings of its site, once parsed. Times end in their unit. */
export type GatewayConfig = z.infer<typeof configSchema>;

const NEEDED = {
  in_process: [],
  http: ['GATEWAY_FUNCTIONS_URL', 'GATEWAY_INVOKE_URL'],
  openwhisk: [
    'GATEWAY_OPENWHISK_URL',
    'GATEWAY_OPENWHISK_RECORDING_NAMESPACE',
    'GATEWAY_OPENWHISK_READING_NAMESPACE',
    'GATEWAY_OPENWHISK_SECRET',
    'GATEWAY_OPENWHISK_KEY',
  ],
} as const;

const configSchema = z.strictObject(shape).superRefine((config, context) => {
  for (const key of NEEDED[config.GATEWAY_UPSTREAM]) {
    if (config[key] === undefined)
      context.addIssue({ code: 'custom', path: [key], message: `required with ${config.GATEWAY_UPSTREAM}` });
  }
});

/**
 * The gateway's settings in an environment: everything that begins with GATEWAY_ must be one of them, the rest belongs to the
 * site and to other programs. An empty text counts as absent. Throws an Error that names every wrong setting, never its value.
 */
export function parseGatewayConfig(source: Readonly<Record<string, unknown>>): GatewayConfig {
  const own = Object.entries(source).filter(([key, value]) => key.startsWith('GATEWAY_') && value !== '');
  const parsed = configSchema.safeParse(Object.fromEntries(own.filter(([, value]) => value !== undefined)));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`gateway configuration: ${wrong.join('; ')}`);
}
