import { createHash } from 'node:crypto';
import { Problem } from '../kernel/problem.ts';
import type { Draft } from './draft.ts';
import type { Call, Submitted } from './repeat.ts';
import type { Site } from './site.ts';
import { submit } from './submit.ts';

/** What one of many came to. */
export type Outcome = { submitted: Submitted } | { problem: Problem };

/** Submitted side by side: enough to share Redis's fsyncs, few enough that one caller does not crowd out a recording. */
const SIDE_BY_SIDE = 16;

/**
 * Records many changes, each a transaction of its own that succeeds or fails alone; `keyOf` is the key an element is known
 * by when the call itself has none. Outcomes in the order given. Everything that is not a problem of one element is thrown.
 */
export async function submitEach<Element>(
  site: Site,
  call: Call,
  elements: readonly Element[],
  keyOf: (element: Element) => string | undefined,
  build: (draft: Draft, element: Element) => Promise<void>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let from = 0; from < elements.length; from += SIDE_BY_SIDE) {
    const together = elements.slice(from, from + SIDE_BY_SIDE).map((element, offset) => {
      const own = callOf(call, from + offset, JSON.stringify(element), keyOf(element));
      return outcomeOf(submit(site, own, (draft) => build(draft, element)));
    });
    outcomes.push(...(await Promise.all(together)));
  }
  return outcomes;
}

/** The call an element stands for: its position under the call's key, so that the same call again finds each of them. */
function callOf({ idempotency_key, ...call }: Call, index: number, text: string, own_key: string | undefined): Call {
  const key = idempotency_key === undefined ? own_key : `${idempotency_key}[${index}]`;
  const fingerprint = createHash('sha256').update(call.endpoint).update('\n').update(text).digest('hex');
  return { ...call, fingerprint, ...(key === undefined ? {} : { idempotency_key: key }) };
}

async function outcomeOf(submitted: Promise<Submitted>): Promise<Outcome> {
  try {
    return { submitted: await submitted };
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return { problem: error };
    throw error;
  }
}
