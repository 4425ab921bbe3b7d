import * as z from 'zod';
import {
  dataTransferPackagePhysicalCopy,
  physicalCopy,
  rawDataFilePhysicalCopy,
  rawDataPackagePhysicalCopy,
} from '../../lib/entities/physical-copy.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { inBody } from '../../lib/http/in-body.ts';
import { createKind, kindsShape } from '../../lib/http/kinds.ts';
import { durable, WRITE_PROBLEMS, withChosenId, written } from '../../lib/http/written.ts';

const kinds = {
  base: physicalCopy,
  subtypes: [rawDataFilePhysicalCopy, rawDataPackagePhysicalCopy, dataTransferPackagePhysicalCopy],
};
// Its deletion is asked for by a change, which has rules.
const status = z.enum(['present', 'staged']).optional().meta({ description: 'present unless it is said' });
const more = Object.fromEntries(kinds.subtypes.map(({ name }) => [name, { status }]));

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/api/transfer/physical-copies',
  tag: 'transfer',
  summary: 'Record that a copy of a file or package is there',
  doc: 'The copy and what it is a copy of are one transaction. Recorded whatever the link does, also of what is still buffered.',
  permission: physicalCopy.permissions.write,
  body: kindsShape(kinds, { without: ['status', 'gone_at'], more }),
  answers: { 201: durable() },
  problems: WRITE_PROBLEMS,
  run: async ({ site, call, body }) => {
    const submitted = await inBody({}, () =>
      submit(site, withChosenId(call, body), async (draft) => {
        createKind(draft, kinds, body);
      }),
    );
    return written(201, submitted);
  },
});
