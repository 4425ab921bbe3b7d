import type { Checker } from '../history.ts';
import { exactlyOnce } from './exactly-once.ts';
import { laneOrder } from './lane-order.ts';
import { monotonicReads } from './monotonic-reads.ts';
import { noUnpromised5xx } from './no-unpromised-5xx.ts';
import { nothingDead } from './nothing-dead.ts';
import { numbersComplete } from './numbers-complete.ts';
import { overlayLaw } from './overlay-law.ts';
import { readYourWrites } from './read-your-writes.ts';
import { sameKeySameAnswer } from './same-key-same-answer.ts';
import { statesForward } from './states-forward.ts';

/** Every invariant a campaign is judged by, and who judges it. */
export const checkers: Record<string, Checker> = {
  exactly_once: exactlyOnce,
  same_key_same_answer: sameKeySameAnswer,
  lane_order: laneOrder,
  read_your_writes: readYourWrites,
  monotonic_reads: monotonicReads,
  overlay_law: overlayLaw,
  no_unpromised_5xx: noUnpromised5xx,
  numbers_complete: numbersComplete,
  states_forward: statesForward,
  nothing_dead: nothingDead,
};
