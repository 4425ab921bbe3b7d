import * as z from 'zod';
import { rawDataFile } from '../../lib/entities/raw-data.ts';
import { recordId } from '../../lib/flow/repeat.ts';
import { submit } from '../../lib/flow/submit.ts';
import { submitEach } from '../../lib/flow/submit-many.ts';
import { bulkShape, writtenAll, writtenEach } from '../../lib/http/bulk.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { chosenKey, createShape, REPLAYED_HEADER, WRITE_PROBLEMS } from '../../lib/http/written.ts';

/** Records per call; a body of so many stays below the runtime's payload limit. */
const LIMIT = 1_000;

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/raw_data_files/bulk',
  tag: 'raw_data_files',
  summary: 'Register many files',
  doc: `Up to ${LIMIT}. All or nothing in one transaction, unless atomic=false: then each is a transaction of its own, and those that can be recorded are.`,
  permission: 'write:observations',
  query: z.strictObject({
    atomic: z
      .enum(['true', 'false'])
      .default('true')
      .transform((text) => text === 'true'),
  }),
  body: z.array(createShape(rawDataFile)).min(1).max(LIMIT),
  answers: {
    201: {
      doc: 'All are durable, each with its receipt, in the order sent.',
      body: bulkShape,
      headers: [REPLAYED_HEADER],
    },
    207: { doc: 'Only with atomic=false: some were refused; their items say why.', body: bulkShape },
  },
  problems: WRITE_PROBLEMS,
  run: async ({ site, call, query, body }) => {
    if (!query.atomic)
      return writtenEach(
        await submitEach(site, call, body, chosenKey, async (draft, file) => {
          draft.create(rawDataFile, file);
        }),
      );
    let ids: unknown[] = body.map((file, index) => file.id ?? recordId(call, index));
    const submitted = await submit(site, call, async (draft) => {
      ids = body.map((file) => draft.create(rawDataFile, file).id);
    });
    return writtenAll(submitted, ids);
  },
});
