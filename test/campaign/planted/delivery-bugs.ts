import type { Bug } from './bug.ts';

/** What a drain is told when it has lost its call: as it is, and with a word on every entry of the call. */
const LOST = '    } catch (error) {\n      if (error instanceof DatabaseUnavailable ||';
const lostMeans = (verdict: string) => `    } catch (error) {
      if (error instanceof DatabaseUnavailable) {
        const { origin } = await buffer.outbox.watermark();
        if (origin === '') throw error;
        const verdicts = entries.map(({ id }) => ({ transaction_id: id, verdict: '${verdict}' as const }));
        await this.#settle(buffer, entries, { origin, lsn: 1n, verdicts });
      }
      if (error instanceof DatabaseUnavailable ||`;

/** Where main asks whether everything a transaction must come after is there. */
const LOOKS_AT_AFTER = "if missing is not null and outcome = 'applied' then";

/** Bugs on the way of a recording to main and back. */
export const DELIVERY_BUGS: readonly Bug[] = [
  {
    name: 'entries are popped before they are applied',
    file: 'lib/outbox/scripts/next.ts',
    changes: [
      [
        '      local fields = redis.call(',
        "      if count > 1 then redis.call('zrem', p .. 'queue', id) end\n      local fields = redis.call(",
      ],
    ],
    faults: ['link truncated', 'link reset'],
    mean_pause_ms: 600,
    longest_ms: 1_500,
    caught_by: ['exactly_once'],
  },
  {
    name: 'a lost answer of main counts as applied',
    file: 'lib/flow/drain.ts',
    changes: [[LOST, lostMeans('applied')]],
    faults: ['link truncated', 'link reset'],
    mean_pause_ms: 600,
    longest_ms: 1_500,
    caught_by: ['exactly_once'],
  },
  {
    name: 'a lost link makes dead letters',
    file: 'lib/flow/drain.ts',
    changes: [[LOST, lostMeans('refused')]],
    faults: ['link answer lost', 'link reset'],
    mean_pause_ms: 600,
    longest_ms: 1_500,
    caught_by: ['nothing_dead'],
  },
  {
    name: 'calls are pipelined without after',
    file: 'infra/migrations/0001_apply_transactions.sql',
    changes: [[LOOKS_AT_AFTER, 'if false then']],
    faults: ['main locked'],
    mean_pause_ms: 1_500,
    longest_ms: 2_600,
    storm_ms: 9_000,
    caught_by: ['nothing_dead'],
  },
  {
    name: 'a change that finds no record counts as applied, and nobody waits for the record',
    file: 'infra/migrations/0001_apply_transactions.sql',
    changes: [
      ['if touched = 1 then return; end if;', 'return;'],
      [LOOKS_AT_AFTER, 'if false then'],
    ],
    faults: ['main locked'],
    mean_pause_ms: 1_500,
    longest_ms: 2_600,
    caught_by: ['lane_order'],
  },
  {
    name: 'main does not look into its ledger',
    file: 'infra/migrations/0001_apply_transactions.sql',
    changes: [['\n  if found then\n', '\n  if false then\n']],
    faults: ['link answer lost', 'drainer killed', 'link reset'],
    mean_pause_ms: 600,
    longest_ms: 1_500,
    caught_by: ['nothing_dead', 'exactly_once'],
  },
  {
    name: 'the position is read before the commits',
    file: 'infra/migrations/0001_apply_transactions.sql',
    changes: [
      ['  entries jsonb[];\n', '  entries jsonb[];\n  position_before pg_lsn := pg_current_wal_flush_lsn();\n'],
      ["'lsn', pg_current_wal_flush_lsn(),", "'lsn', position_before,"],
    ],
    faults: ['replica replay held up'],
    mean_pause_ms: 600,
    longest_ms: 1_500,
    caught_by: ['read_your_writes', 'monotonic_reads', 'overlay_law'],
  },
  {
    name: 'what waits for another is forgotten',
    file: 'lib/outbox/scripts/settle.ts',
    changes: [['    release(v.id)\n', '']],
    faults: ['main locked'],
    mean_pause_ms: 1_500,
    longest_ms: 2_600,
    storm_ms: 9_000,
    caught_by: ['nothing_dead'],
  },
];
