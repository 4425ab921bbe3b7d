import * as z from 'zod';
import { dataLocation, diskDataLocation, s3DataLocation, tapeDataLocation } from '../../lib/entities/location.ts';
import { storeAddress } from '../../lib/entities/store-address.ts';
import { nextId } from '../../lib/flow/next-id.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { inBody } from '../../lib/http/in-body.ts';
import { createShape, durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';

/** What more is said of each kind of storage, and the table for it. */
const KINDS = {
  disk: { subtype: diskDataLocation, shape: createShape(diskDataLocation).shape },
  s3: { subtype: s3DataLocation, shape: { ...createShape(s3DataLocation).shape, ...storeAddress } },
  tape: { subtype: tapeDataLocation, shape: createShape(tapeDataLocation).shape },
};
const { shape } = createShape(dataLocation);
const bodyOf = (storage_type: keyof typeof KINDS) =>
  z.strictObject({ ...shape, storage_type: z.literal(storage_type), ...KINDS[storage_type].shape });

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/data_locations',
  tag: 'data_locations',
  summary: 'Create one data_location',
  doc: `${dataLocation.doc} With the columns of its storage_type, in one transaction on main: at a secondary it needs the link, and shows here at once. Credentials of an object store are never accepted.`,
  permission: dataLocation.permissions.write,
  body: z.discriminatedUnion('storage_type', [bodyOf('disk'), bodyOf('s3'), bodyOf('tape')], {
    error: ({ code }) => (code === 'invalid_union' ? `must be one of ${Object.keys(KINDS).join(', ')}` : undefined),
  }),
  answers: { 201: durable('It is on main.') },
  problems: ['site.read_only', ...WRITE_PROBLEMS],
  run: async ({ site, call, body }) => {
    const { subtype, shape: own } = KINDS[body.storage_type];
    const said = Object.entries(body);
    const submitted = await inBody({}, () =>
      submit(site, call, async (draft) => {
        const id = await nextId(site, dataLocation);
        draft.create(dataLocation, { ...Object.fromEntries(said.filter(([name]) => !(name in own))), id });
        draft.create(subtype, { ...Object.fromEntries(said.filter(([name]) => name in own)), id });
      }),
    );
    return written(201, submitted);
  },
});
