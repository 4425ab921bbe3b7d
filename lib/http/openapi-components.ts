import { PROBLEMS } from '../kernel/problem.ts';
import type { Json } from './json-schema.ts';
import { REPLAYED_HEADER } from './written.ts';

const text = (description: string, schema: Json = {}) => ({ description, schema: { type: 'string', ...schema } });

/** Every header an answer can have; described once, referred to everywhere. */
export const HEADERS: Record<string, Json> = {
  'OpsDB-Overlay': {
    description: 'Records of this site laid over what its database holds, because main has not sent them back yet.',
    schema: { type: 'integer', minimum: 0 },
  },
  'OpsDB-Replica-Age': {
    description: "Seconds the database's knowledge of main is old; absent when unknown. [s]",
    schema: { type: 'number', minimum: 0 },
  },
  'OpsDB-State': text('How far the newest unreplicated change of the record has come; absent when there is none.'),
  'OpsDB-Cache': text('hit: worked out or asked for before; miss: now.', { enum: ['hit', 'miss'] }),
  [REPLAYED_HEADER]: text('true when this is the first answer to the same call, given again.', { const: 'true' }),
  'X-Request-Id': text('The id of this request in the log: as sent in X-Request-Id, or a new one.'),
  ETag: text(
    'Says which answer this is: sent back as If-None-Match, 304 says that it still is; as If-Match, a change applies to nothing else.',
  ),
  Link: text('Of an export that does not end the list: the next page, with rel="next" (RFC 8288).'),
  'OpsDB-Next-Cursor': text('Of an export that does not end the list: cursor of the next page.'),
  'OpsDB-Complete': text(
    'Of an export: whether it ends the list and nothing that could belong to it was out of reach. Sent in front of a whole list, it holds when that has come to its end.',
    { enum: ['true', 'false'] },
  ),
  'OpsDB-Total': {
    description: 'Of an export, with total=true: records on all pages together.',
    schema: { type: 'integer', minimum: 0 },
  },
  Location: text('Where to go on.'),
  'Set-Cookie': text('The refresh token of the session, which no script can read; or its removal.'),
  'Retry-After': { description: 'When trying again makes sense. [s]', schema: { type: 'integer', minimum: 0 } },
  'WWW-Authenticate': text('How to authenticate (RFC 6750).', { const: 'Bearer' }),
};

/** The header that makes a write repeatable. */
export const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Makes the call repeatable: sent again with the same key and body, it answers as it did the first time.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
};

/** The header that asks whether an answer still holds. */
export const IF_NONE_MATCH: Json = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The ETag of the answer you have: 304 says that it still holds.',
  schema: { type: 'string' },
};

/** The header that makes a change conditional. */
export const IF_MATCH: Json = {
  name: 'If-Match',
  in: 'header',
  description: 'The ETag of the record as its own GET answered it: it is changed only if it is still that.',
  schema: { type: 'string' },
};

/** What every failure answers. Source: RFC 9457. */
export const PROBLEM: Json = {
  type: 'object',
  description: 'RFC 9457 problem details. Some codes have further members, such as the id of the record concerned.',
  required: ['type', 'title', 'status', 'code', 'detail', 'remedy', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri', description: 'urn:ops-db:problem: and the code' },
    title: { type: 'string', description: 'what the code means' },
    status: { type: 'integer', description: 'the HTTP status' },
    code: { type: 'string', enum: Object.keys(PROBLEMS), description: 'stable; what programs decide by' },
    detail: { type: 'string', description: 'what happened this time' },
    remedy: { type: 'string', description: 'what to do next' },
    instance: { type: 'string', description: 'the id of this request in the log' },
    field: { type: 'string', description: 'the field concerned, when it is only one' },
    errors: {
      type: 'array',
      description: 'everything that is wrong with the request, all at once',
      items: {
        type: 'object',
        required: ['in', 'field', 'detail'],
        properties: {
          in: { type: 'string', enum: ['path', 'query', 'header', 'body'] },
          field: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
    retry_after_s: { type: 'number', description: 'when trying again makes sense [s]' },
  },
};
