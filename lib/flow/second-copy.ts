import { Problem } from '../kernel/problem.ts';
import type { Receipt } from '../model/transaction.ts';
import { unavailable } from './receipt.ts';
import type { Buffer, Site } from './site.ts';

/** Problem `buffer.unavailable` when recordings here need a copy on a second disk and it is away: nothing has been recorded. */
export async function refuseWithoutCopy({ config }: Site, { stats }: Buffer): Promise<void> {
  if (!config.REQUIRE_SECOND_COPY || (await stats.second_copy.copies()).connected > 0) return;
  throw new Problem(
    'buffer.unavailable',
    'The copy on the second disk is away and required here; nothing was recorded.',
  );
}

/**
 * Holds a receipt back until the copy on the second disk has what it is for, where that is required. Problem
 * `buffer.unavailable` when it does not confirm in time: it is recorded on one disk and will reach main, and the same call
 * with the same key finds it.
 */
export async function confirmCopied({ config, buffer }: Site, { status }: Receipt): Promise<void> {
  if (buffer === undefined || !config.REQUIRE_SECOND_COPY || (status !== 'buffered' && status !== 'held')) return;
  if (await buffer.stats.second_copy.confirm(config.SECOND_COPY_TIMEOUT_MS).catch(unavailable)) return;
  throw new Problem('buffer.unavailable', 'It is recorded on one disk; the copy on the second has not confirmed it.');
}
