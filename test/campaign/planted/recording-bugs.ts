import type { Bug } from './bug.ts';

/** Bugs in what a site accepts, answers and shows. */
export const RECORDING_BUGS: readonly Bug[] = [
  {
    name: 'recordings are acknowledged before they are on disk',
    file: 'lib/outbox/outbox-stats.ts',
    changes: [
      [
        '    const reply = await answered(',
        "    await answered(() => this.#redis.config('SET', 'appendfsync', 'everysec'));\n    const reply = await answered(",
      ],
      [" && is('appendfsync', 'always')", ''],
    ],
    faults: ['power failure'],
    mean_pause_ms: 1_500,
    longest_ms: 2_600,
    caught_by: ['exactly_once'],
  },
  {
    name: 'an append that is repeated takes another number',
    file: 'lib/outbox/scripts/append.ts',
    changes: [["  return {'repeated'}", "  redis.call('hincrby', p .. 'meta', 'sequence', 1)\n  return {'repeated'}"]],
    faults: ['redis frozen'],
    mean_pause_ms: 1_500,
    longest_ms: 2_600,
    caught_by: ['numbers_complete'],
  },
  {
    name: 'a key is believed without the fingerprint',
    file: 'lib/flow/repeat.ts',
    changes: [['  if (fingerprint === call.fingerprint) return', '  if (fingerprint !== undefined) return']],
    faults: [],
    mean_pause_ms: 600,
    longest_ms: 1_500,
    storm_ms: 9_000,
    caught_by: ['same_key_same_answer'],
  },
  {
    name: 'a key is another one at the other site',
    file: 'lib/flow/repeat.ts',
    changes: [['derivedId(user_id, idempotency_key);', 'derivedId(user_id, process.env.SITE_NAME + idempotency_key);']],
    faults: [],
    mean_pause_ms: 600,
    longest_ms: 1_500,
    storm_ms: 9_000,
    caught_by: ['same_key_same_answer'],
  },
  {
    name: 'the overlay is dropped by time',
    file: 'lib/outbox/scripts/append.ts',
    changes: [
      [
        "  redis.call('zadd', p .. 'record:' .. touch.entity .. ':' .. touch.id, sequence, id)\n",
        "  redis.call('zadd', p .. 'record:' .. touch.entity .. ':' .. touch.id, sequence, id)\n  redis.call('pexpire', p .. 'record:' .. touch.entity .. ':' .. touch.id, 700)\n",
      ],
    ],
    faults: ['link cut', 'link loses to main'],
    mean_pause_ms: 600,
    longest_ms: 1_500,
    caught_by: ['read_your_writes', 'monotonic_reads', 'overlay_law'],
  },
  {
    name: 'the overlay is dropped when main has applied',
    file: 'lib/outbox/scripts/overlay.ts',
    changes: [
      [
        '    if not found[id] then',
        "    if not found[id] and redis.call('hget', p .. 'transaction:' .. id, 'state') ~= 'applied' then",
      ],
    ],
    faults: ['replica replay held up'],
    mean_pause_ms: 600,
    longest_ms: 1_500,
    caught_by: ['read_your_writes', 'monotonic_reads', 'overlay_law'],
  },
  {
    name: 'a replica behind its watermark is believed',
    file: 'lib/flow/read.ts',
    changes: [['replay_lsn >= watermark.lsn) return;', 'watermark) return;']],
    faults: ['replica set back'],
    mean_pause_ms: 3_000,
    longest_ms: 2_600,
    caught_by: ['read_your_writes', 'monotonic_reads'],
  },
  {
    name: 'nothing is recorded without the replica',
    file: 'lib/flow/check.ts',
    changes: [['...keys]).catch(ifAway);', '...keys]);']],
    faults: ['replica killed', 'replica frozen'],
    mean_pause_ms: 600,
    longest_ms: 1_500,
    caught_by: ['no_unpromised_5xx'],
  },
];
