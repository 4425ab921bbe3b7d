import * as z from 'zod';
import type { FeedEvent } from '../../lib/outbox/feed.ts';

/** The longest token and the longest cursor, and room for the words around them. */
export const LARGEST_MESSAGE_BYTES = 8_192;

/** What a client may say. */
export const clientMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('authenticate'),
    token: z.string().min(1).max(4_096),
    after: z.string().max(2_000).optional(),
  }),
  z.strictObject({ type: z.literal('ping') }),
]);

/** What the gateway says. `sequence` is a cursor of the change feed; problems are RFC 9457 bodies. */
export type ServerMessage =
  /** How things stand; with a `note`, it stands in place of the events the client has asked for. */
  | { type: 'snapshot'; sequence: string; overview: unknown; note?: string }
  /** What has changed; without an overview more follows at once, or it cannot be had now and follows later. */
  | { type: 'update'; sequence: string; events: readonly FeedEvent[]; overview: unknown }
  /** False: something is out of reach, and what is missing comes when it is back. */
  | { type: 'status'; complete: boolean; problem?: unknown }
  | { type: 'pong' }
  | { type: 'error'; problem: unknown };

/** Why the gateway ends a connection. Source: RFC 6455, section 7.4; 4000 to 4999 are an application's own. */
export const CLOSE = {
  stopping: 1001,
  rules: 1008,
  later: 1013,
  unauthenticated: 4401,
  forbidden: 4403,
  silent: 4408,
} as const;

/** What a client that was ended for a reason of its token, or of the site, does next. */
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];
