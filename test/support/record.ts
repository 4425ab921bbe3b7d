import { executedObsUnit } from '../../lib/entities/execution.ts';
import type { Site } from '../../lib/flow/site.ts';
import { submit } from '../../lib/flow/submit.ts';
import { utcNow } from '../../lib/kernel/clock.ts';
import type { Receipt } from '../../lib/model/transaction.ts';

const request = { user_id: 1, endpoint: 'test', fingerprint: 'test' };

/** Starts an observation at a site, without HTTP around it. */
export async function start(site: Site, obs_unit_id = 1, start_time = utcNow(site.clock)): Promise<Receipt> {
  const { receipt } = await submit(site, request, async (draft) => {
    draft.create(executedObsUnit, { obs_unit_id, start_time, site_name: site.config.SITE_NAME });
  });
  return receipt;
}

/** Finishes an observation at a site, without HTTP around it. */
export async function finish(site: Site, id: string | number, status = 'completed'): Promise<Receipt> {
  const { receipt } = await submit(site, request, async (draft) => {
    draft.update(
      await draft.find(executedObsUnit, id),
      { status, end_time: utcNow(site.clock) },
      { status: 'running' },
    );
  });
  return receipt;
}

let second = 0;

/** Starts many observations, each at a time of its own, and finishes every second one. Returns the receipts in order. */
export async function startMany(site: Site, count: number): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  while (receipts.length < count) {
    second += 1;
    const begun = await start(
      site,
      1 + (second % 8),
      new Date(Date.UTC(2026, 0, 1) + second * 1_000).toISOString().replace('.000Z', 'Z'),
    );
    receipts.push(begun);
    if (receipts.length < count) receipts.push(await finish(site, begun.id));
  }
  return receipts;
}
