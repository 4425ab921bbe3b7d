import type { Draft } from './draft.ts';
import type { Call, Submitted } from './repeat.ts';
import type { Site } from './site.ts';
import { submit } from './submit.ts';

/**
 * Records a change that may move a record from state to state. Work fails and is tried again, so the same call can be right
 * today, wrong tomorrow and right again: without an idempotency key what `build` refuses stays refused, though an identical call
 * was accepted before. Otherwise, and with its problems, as `submit`.
 */
export async function submitMove(site: Site, call: Call, build: (draft: Draft) => Promise<void>): Promise<Submitted> {
  let refusal: unknown;
  const submitted = await submit(site, call, async (draft) => {
    refusal = undefined;
    try {
      await build(draft);
    } catch (error) {
      refusal = error;
      throw error;
    }
  });
  if (submitted.replayed && refusal !== undefined && call.idempotency_key === undefined) throw refusal;
  return submitted;
}
