import * as z from 'zod';
import { dataLocation, diskDataLocation, s3DataLocation, tapeDataLocation } from '../../lib/entities/location.ts';
import { storeAddress } from '../../lib/entities/store-address.ts';
import { readKind } from '../../lib/flow/read-kind.ts';
import { submit } from '../../lib/flow/submit.ts';
import { pathId } from '../../lib/http/crud.ts';
import { expected, matched, patchShape } from '../../lib/http/crud-write.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';
import { Problem } from '../../lib/kernel/problem.ts';
import type { AnyEntity, Row } from '../../lib/model/entity.ts';

const KINDS: Record<string, AnyEntity> = { disk: diskDataLocation, s3: s3DataLocation, tape: tapeDataLocation };
const subtypes = Object.values(KINDS);

export const { declared, main, handler, fetch } = endpoint({
  method: 'PUT',
  path: '/data_locations/{id}',
  tag: 'data_locations',
  summary: 'Change one data_location',
  doc: 'Its name, priority, whether it is in use, and the columns of its storage_type. Its site, what it is for and how it stores stay: what lies there was put there for that. What the body does not name stays as it is. With If-Match it applies only to the record you have read.',
  permission: dataLocation.permissions.write,
  params: z.strictObject({ id: pathId(dataLocation) }),
  body: z
    .strictObject({
      ...patchShape(dataLocation, ['name', 'priority', 'active']).shape,
      ...Object.assign({}, ...subtypes.map((entity) => patchShape(entity).shape)),
      ...storeAddress,
    })
    .refine((body) => Object.keys(body).length > 0, 'names nothing that changes'),
  answers: { 200: durable('It is on main.') },
  problems: ['record.not_found', 'record.conflict', 'record.changed', 'site.read_only', ...WRITE_PROBLEMS],
  run: async ({ site, call, params: { id }, body, if_match }) => {
    const submitted = submit(site, call, async (draft) => {
      const found = await draft.find(dataLocation, id);
      const subtype = KINDS[String(found.row?.storage_type)];
      if (subtype === undefined)
        throw new Problem('database.unavailable', `This site cannot see how data_location ${id} stores just now.`);
      const shown = if_match === undefined ? found.row : (await readKind(site, dataLocation, subtypes, id)).rows[0];
      const expect = expected(found, if_match, shown);
      const [own, more] = [dataLocation, subtype].map((entity) => saidOf(body, entity));
      refuseStrangers(body, { ...own, ...more }, String(found.row?.storage_type));
      draft.update(found, own ?? {}, expect);
      if (more === undefined || Object.keys(more).length === 0) return;
      const special = await draft.find(subtype, id);
      draft.update(special, more, expect && special.row);
    });
    return written(200, await matched(submitted, if_match));
  },
});

function saidOf(body: Row, { columns }: AnyEntity): Row {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name in columns));
}

function refuseStrangers(body: Row, known: Row, storage_type: string): void {
  const strangers = Object.keys(body).filter((name) => !(name in known));
  const errors = strangers.map((field) => ({ in: 'body' as const, field, detail: `is nothing ${storage_type} has` }));
  if (errors.length === 0) return;
  throw new Problem('request.invalid', errors.map(({ field, detail }) => `${field}: ${detail}`).join('; '), { errors });
}
