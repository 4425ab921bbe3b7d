/** A mistake a system of this kind could have, planted in a copy of the code. */
export interface Bug {
  name: string;
  /** The file it is in, and what stands there instead of what should; each is found exactly once. */
  file: string;
  changes: readonly (readonly [sound: string, planted: string])[];
  /** The faults under which it shows: kinds of the campaign's faults. */
  faults: readonly string[];
  /** The checkers at least one of which must catch it; `settling` is the campaign itself, that waits for everything to arrive. */
  caught_by: readonly string[];
}

/** Every planted bug. Each was a weakness of a real system, or is the next thing to try when one wants it simpler. */
export const BUGS: readonly Bug[] = [
  {
    name: 'entries are popped before they are applied',
    file: 'lib/outbox/scripts/next.ts',
    changes: [
      [
        '      local fields = redis.call(',
        "      redis.call('zrem', p .. 'queue', id)\n      local fields = redis.call(",
      ],
    ],
    faults: ['drainer killed', 'link reset', 'main killed'],
    caught_by: ['exactly_once', 'numbers_complete', 'settling'],
  },
  {
    name: 'a lost answer of main counts as applied',
    file: 'lib/flow/drain.ts',
    changes: [
      [
        '    } catch (error) {\n      if (error instanceof DatabaseUnavailable ||',
        "    } catch (error) {\n      if (error instanceof DatabaseUnavailable) {\n        const applied = entries.map(({ id }) => ({ transaction_id: id, verdict: 'applied' as const, lsn: 1n }));\n        await this.#settle(buffer, entries, '', applied);\n      }\n      if (error instanceof DatabaseUnavailable ||",
      ],
    ],
    faults: ['link cut', 'link reset', 'main killed'],
    caught_by: ['exactly_once', 'numbers_complete', 'read_your_writes'],
  },
  {
    name: 'a recording is acknowledged before Redis has it',
    file: 'lib/outbox/outbox.ts',
    changes: [
      [
        '    const answer = await this.#scripts.append(this.#prefix, ...texts, limit.transactions, limit.bytes);\n',
        "    const stored = new Promise((resolve) => setTimeout(resolve, 50)).then(() => this.#scripts.append(this.#prefix, ...texts, limit.transactions, limit.bytes));\n    stored.catch(() => {});\n    const answer = ['stored', '1', texts[0]] as const as [Appended['outcome'], string, string];\n",
      ],
    ],
    faults: ['functions killed', 'redis killed'],
    caught_by: ['exactly_once'],
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
    faults: ['replica frozen', 'replica killed'],
    caught_by: ['read_your_writes', 'monotonic_reads', 'overlay_law'],
  },
  {
    name: 'the position is read before the commit',
    file: 'lib/flow/settlement.ts',
    changes: [['  const settled = { id, lsn,', '  const settled = { id, lsn: lsn > 4_000n ? lsn - 4_000n : 0n,']],
    faults: ['replica frozen', 'link loses from main'],
    caught_by: ['read_your_writes', 'monotonic_reads', 'overlay_law'],
  },
  {
    name: 'a key is believed without the fingerprint',
    file: 'lib/flow/repeat.ts',
    changes: [['  if (fingerprint === call.fingerprint) return', '  if (fingerprint !== undefined) return']],
    faults: [],
    caught_by: ['same_key_same_answer', 'exactly_once'],
  },
  {
    name: 'calls are pipelined without after',
    file: 'lib/outbox/entry.ts',
    changes: [['"after":${after}`', '"after":[]`']],
    faults: ['main locked'],
    caught_by: ['nothing_dead', 'exactly_once', 'lane_order'],
  },
  {
    name: 'an append that is repeated takes another number',
    file: 'lib/outbox/scripts/append.ts',
    changes: [["  return {'repeated'}", "  redis.call('hincrby', p .. 'meta', 'sequence', 1)\n  return {'repeated'}"]],
    faults: ['redis frozen', 'redis slow disk'],
    caught_by: ['numbers_complete'],
  },
  {
    name: 'main does not look into its ledger',
    file: 'infra/migrations/0001_apply_transactions.sql',
    changes: [
      [
        '    from public.ledger as l where l.transaction_id = id;\n  if found then',
        '    from public.ledger as l where l.transaction_id = id;\n  if false then',
      ],
    ],
    faults: ['link answer lost', 'drainer killed', 'link reset'],
    caught_by: ['nothing_dead', 'exactly_once'],
  },
  {
    name: 'a link that is lost makes dead letters',
    file: 'lib/flow/drain.ts',
    changes: [
      [
        '    } catch (error) {\n      if (error instanceof DatabaseUnavailable ||',
        "    } catch (error) {\n      if (error instanceof DatabaseUnavailable) {\n        const refused = entries.map(({ id }) => ({ transaction_id: id, verdict: 'refused' as const, lsn: 1n }));\n        await this.#settle(buffer, entries, '', refused);\n      }\n      if (error instanceof DatabaseUnavailable ||",
      ],
    ],
    faults: ['link cut', 'link reset'],
    caught_by: ['nothing_dead', 'exactly_once'],
  },
  {
    name: 'a deletion from the queue forgets the successors',
    file: 'lib/outbox/scripts/settle.ts',
    changes: [['    release(v.id)\n', '']],
    faults: ['main locked', 'drainer killed'],
    caught_by: ['settling', 'exactly_once'],
  },
];
