import { setTimeout as sleep } from 'node:timers/promises';
import * as receipts from '../../lib/model/transaction.ts';
import { TOKENS } from '../support/sites.ts';
import type { Board } from './board.ts';
import { type Answer, call } from './call.ts';
import type { Acknowledged, SiteName, Write } from './history.ts';

/** Something to be recorded, however many attempts it takes. */
export interface Intention {
  intention: string;
  operation: 'start' | 'finish';
  key?: string;
  body: Record<string, unknown>;
  /** For `finish`: the record. */
  record?: string;
}

/** Who makes an attempt, and where. */
export interface Attempting {
  client: string;
  site: SiteName;
  url: string;
  board: Board;
  /** After this moment (performance.now()) nothing is tried again. */
  until_ms: number;
}

/** Between two attempts: first and longest. */
const FIRST_PAUSE_MS = 40;
const LONGEST_PAUSE_MS = 320;

/**
 * Tries until the outcome is known: an acknowledgement or a 4xx. What has no answer or a 5xx may have been recorded or
 * not, and is sent again as it was. Every attempt is written down. The last one is returned.
 */
export async function pursue(intention: Intention, attempting: Attempting): Promise<Write> {
  for (let pause_ms = FIRST_PAUSE_MS; ; pause_ms = Math.min(2 * pause_ms, LONGEST_PAUSE_MS)) {
    const write = await attempt(intention, attempting);
    if (isDefinite(write) || performance.now() > attempting.until_ms) return write;
    await sleep(pause_ms);
  }
}

/** Whether the outcome is known. */
export function isDefinite({ status }: Write): boolean {
  return status !== null && status < 500;
}

async function attempt(intention: Intention, { client, site, url, board }: Attempting): Promise<Write> {
  const { operation, key, body, record } = intention;
  const answer = await call({
    method: operation === 'start' ? 'POST' : 'PUT',
    url,
    path: operation === 'start' ? '/executed_obs_units/start' : `/executed_obs_units/${record}/finish`,
    token: TOKENS.service,
    body,
    ...(key === undefined ? {} : { key }),
  });
  const { sent_ms, answered_ms, status, code } = answer;
  const acknowledged = acknowledgement(answer);
  const write: Write = {
    kind: 'write',
    client,
    site,
    sent_ms,
    answered_ms,
    status,
    ...(code === undefined ? {} : { code }),
    ...intention,
    ...(acknowledged === undefined ? {} : { acknowledged }),
  };
  board.recordWrite(write);
  return write;
}

/** What the receipt says; undefined when the answer was none. Throws when it has not the form every receipt has. */
function acknowledgement({ status, body, replayed }: Answer): Acknowledged | undefined {
  if (status === null || status < 200 || status > 299) return undefined;
  const { id, status: state, ...proof } = receipts.receipt.parse(body);
  return { id: String(id), state, replayed, ...proof };
}
