import { auditEvent } from '../entities/audit.ts';
import type { Draft } from '../flow/draft.ts';
import type { Call, Submitted } from '../flow/repeat.ts';
import type { Site } from '../flow/site.ts';
import { submit } from '../flow/submit.ts';
import { utcNow } from '../kernel/clock.ts';
import { Problem } from '../kernel/problem.ts';
import { forgetCallers } from './callers.ts';
import { renewChangeMark } from './change-mark.ts';

/** Who changes something, and from where. */
export interface Actor {
  user_id: number | null;
  username: string;
  /** Network address of the caller; null for the command line of the site. */
  address: string | null;
  /** The request in the log. */
  request_id: string;
}

/** What happened, for the audit log: no secrets. */
export interface Act {
  /** Such as `token.revoke`. */
  act: string;
  /** Such as `user:3`. */
  subject: string;
  details?: Record<string, unknown>;
}

/**
 * Notes what has been done already, such as an operator's decision, which is kept with its transaction in any case. A line
 * that cannot be kept is logged, and the act stands.
 */
export async function noteAct(
  site: Site,
  { endpoint, fingerprint, user_id }: Call,
  actor: Actor,
  act: Act,
): Promise<void> {
  try {
    await changeAccess(site, { endpoint, fingerprint, user_id }, actor, async () => act);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    site.log.warn('audit.missing', { ...actor, ...act, code: error.code });
  }
}

/**
 * Records a change of users, roles, tokens or sessions together with its line in the audit log: both or neither, buffered at
 * a secondary like a recording, so that it can be made while the link is down and acts at this site at once. `build` may
 * run several times and says what it did. Problems: those of `submit`.
 */
export async function changeAccess(
  site: Site,
  call: Call,
  actor: Actor,
  build: (draft: Draft) => Promise<Act>,
): Promise<Submitted> {
  const submitted = await submit(site, call, async (draft) => {
    const { details = {}, ...act } = await build(draft);
    draft.create(auditEvent, { ...actor, ...act, details, at: utcNow(site.clock), site: site.config.SITE_NAME });
  });
  await renewChangeMark(site);
  forgetCallers(site);
  return submitted;
}
