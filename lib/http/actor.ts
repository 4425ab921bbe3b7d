import type { Actor } from '../auth/change-access.ts';
import type { Principal } from '../auth/principal.ts';
import type { Origin } from './origin.ts';

/** Who makes a change, for the audit log. */
export function actorOf({ user_id, username }: Principal, { address, request_id }: Origin): Actor {
  return { user_id, username, address, request_id };
}
