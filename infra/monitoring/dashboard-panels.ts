/** Colours of a value from a number on; the first is that of everything below. */
type Steps = readonly [colour: string, from: number | null][];

interface Look {
  /** Grafana's name of the unit. */
  unit?: string;
  max?: number;
  steps?: Steps;
  /** What 0 and 1 mean. */
  words?: readonly [no: string, yes: string];
}

/** A panel of its row: a title, what is drawn and how. */
export interface Drawn extends Look {
  title: string;
  doc: string;
  /** PromQL, and what a line is called; one for each line or group of lines. */
  lines: readonly [expression: string, legend: string][];
}

const GOOD_ABOVE: Steps = [
  ['red', null],
  ['green', 1],
];
const BAD_ABOVE: Steps = [
  ['green', null],
  ['red', 1],
];
const SITE = '{site=~"$site"}';

/** A gauge that is 1 when all is well, one field for each site. */
const state = (title: string, doc: string, name: string, words: readonly [no: string, yes: string]): Drawn => ({
  title,
  doc,
  lines: [[`ops_db_${name}${SITE}`, '{{site}}']],
  steps: GOOD_ABOVE,
  words,
});

/** What one must see at once. */
export const NOW: readonly Drawn[] = [
  state('Records', 'Whether a recording would be accepted.', 'recording', ['no', 'yes']),
  state('Durable', 'Whether what is acknowledged survives a power failure.', 'durable', ['NO', 'yes']),
  state('Link', 'Whether the site hears from main.', 'link_up', ['down', 'up']),
  state('Database', 'The database of the site.', 'local_database_up', ['away', 'there']),
  state('Redis', 'The durable Redis of the site.', 'redis_up', ['away', 'there']),
  {
    title: 'Dead letters',
    doc: 'Refused by main; each waits for a person.',
    lines: [[`ops_db_buffer_dead${SITE}`, '{{site}}']],
    steps: BAD_ABOVE,
  },
];

/** What waits at a site, and how it gets away. */
export const BUFFER: readonly Drawn[] = [
  {
    title: 'Waiting',
    doc: 'Acknowledged and not on main yet, and of these what waits for another transaction.',
    lines: [
      [`ops_db_buffer_pending${SITE}`, '{{site}} pending'],
      [`ops_db_buffer_held${SITE}`, '{{site}} held'],
    ],
  },
  {
    title: 'Oldest',
    doc: 'How long the oldest transaction that can be sent has waited.',
    lines: [[`ops_db_buffer_oldest_age_seconds${SITE}`, '{{site}}']],
    unit: 's',
  },
  {
    title: 'Buffer taken',
    doc: 'The fuller of transactions and bytes; full, the next recording is refused.',
    lines: [[`ops_db_buffer_fill_ratio${SITE}`, '{{site}}']],
    unit: 'percentunit',
    max: 1,
    steps: [
      ['green', null],
      ['orange', 0.8],
      ['red', 0.95],
    ],
  },
  {
    title: 'Applied',
    doc: 'Transactions of the site found applied on main, per second, and how fast the last drain was.',
    lines: [
      [`rate(ops_db_buffer_applied_total${SITE}[5m])`, '{{site}}'],
      [`ops_db_drain_rate${SITE}`, '{{site}} last drain'],
    ],
    unit: 'ops',
  },
  {
    title: 'Last drain',
    doc: 'Since the last drain that did something or tried to; it matters while something waits.',
    lines: [[`ops_db_last_drain_age_seconds${SITE}`, '{{site}}']],
    unit: 's',
  },
];

/** How far a site is behind main. */
export const REPLICATION: readonly Drawn[] = [
  {
    title: 'Behind main (time)',
    doc: 'How old what the site knows of main is.',
    lines: [[`ops_db_replication_lag_seconds${SITE}`, '{{site}}']],
    unit: 's',
  },
  {
    title: 'Behind main (WAL)',
    doc: 'What main has and the site has not replayed; no line while main is out of reach.',
    lines: [[`ops_db_replication_lag_bytes${SITE}`, '{{site}}']],
    unit: 'bytes',
  },
  {
    title: 'Left for each replica',
    doc: 'WAL main can still write before it gives up on a replica.',
    lines: [[`ops_db_replication_slot_headroom_bytes${SITE}`, '{{slot}}']],
    unit: 'bytes',
  },
];

/** What a gateway answers, and what it takes. */
export const REQUESTS: readonly Drawn[] = [
  {
    title: 'Requests',
    doc: 'Answered per second, by status.',
    lines: [[`sum by (site, status) (rate(ops_db_http_requests_total${SITE}[5m]))`, '{{site}} {{status}}']],
    unit: 'reqps',
  },
  {
    title: 'Latency',
    doc: 'Half, and 99 in 100, of all requests took no longer.',
    lines: [0.5, 0.99].map((part): [string, string] => [
      `histogram_quantile(${part}, sum by (site, le) (rate(ops_db_http_request_duration_seconds_bucket${SITE}[5m])))`,
      `{{site}} ${part * 100} %`,
    ]),
    unit: 's',
  },
  {
    title: 'Slowest endpoints',
    doc: '99 in 100 requests of an endpoint took no longer.',
    lines: [
      [
        `topk(10, histogram_quantile(0.99, sum by (site, method, route, le) (rate(ops_db_http_request_duration_seconds_bucket${SITE}[5m]))))`,
        '{{site}} {{method}} {{route}}',
      ],
    ],
    unit: 's',
  },
  {
    title: 'Screens',
    doc: 'Connections of the live overview.',
    lines: [[`ops_db_websocket_connections${SITE}`, '{{site}}']],
  },
  {
    title: 'The gateway’s processor',
    doc: 'Share of one processor the gateway takes.',
    lines: [[`rate(ops_db_gateway_process_cpu_seconds_total${SITE}[5m])`, '{{site}}']],
    unit: 'percentunit',
  },
  {
    title: 'The gateway’s memory',
    doc: 'What the gateway holds in memory.',
    lines: [[`ops_db_gateway_process_resident_memory_bytes${SITE}`, '{{site}}']],
    unit: 'bytes',
  },
];
