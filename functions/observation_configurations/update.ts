import * as z from 'zod';
import {
  chaiObservationConfiguration,
  configurationFamilies,
  configurationKinds,
  observationConfiguration,
} from '../../lib/entities/configuration.ts';
import { replaceFamily } from '../../lib/flow/family.ts';
import { readWhole } from '../../lib/flow/read-whole.ts';
import { submit } from '../../lib/flow/submit.ts';
import { pathId } from '../../lib/http/crud.ts';
import { expected, matched } from '../../lib/http/crud-write.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { changeKind, kindsPatch, refuseFields } from '../../lib/http/kinds.ts';
import { memberList } from '../../lib/http/member-list.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';
import type { Row } from '../../lib/model/entity.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'PUT',
  path: '/observation_configurations/{id}',
  tag: 'observation_configurations',
  summary: 'Change one observation_configuration',
  doc: 'Its own fields and those of its type; the type itself stays. What the body does not name stays as it is; a list it names takes the place of the one there is. With If-Match it applies only to the record you have read.',
  permission: observationConfiguration.permissions.write,
  params: z.strictObject({ id: pathId(observationConfiguration) }),
  body: z
    .strictObject({
      ...kindsPatch(configurationKinds),
      chai_tilings: memberList(configurationFamilies.chai_tilings, 'position').optional(),
      chai_inpar_parameters: memberList(configurationFamilies.chai_inpar_parameters).optional(),
    })
    .refine((body) => Object.keys(body).length > 0, 'names nothing that changes'),
  answers: { 200: durable('It is on main.') },
  problems: [
    ...(['record.not_found', 'record.conflict', 'record.changed', 'request.invalid', 'site.read_only'] as const),
    ...WRITE_PROBLEMS,
  ],
  run: async ({ site, call, params: { id }, body, if_match }) => {
    const given: Row = body;
    const lists = Object.entries(configurationFamilies).flatMap(([name, family]) => {
      const rows = given[name];
      return Array.isArray(rows) ? [{ name, family: { ...family, id }, rows }] : [];
    });
    const patch = Object.fromEntries(Object.entries(given).filter(([name]) => !(name in configurationFamilies)));
    const submitted = submit(site, call, async (draft) => {
      const found = await draft.find(observationConfiguration, id);
      const shown =
        if_match === undefined
          ? found.row
          : (await readWhole(site, configurationKinds, configurationFamilies, id)).rows[0];
      const { type } = await changeKind(draft, configurationKinds, found, patch, expected(found, if_match, shown));
      if (type !== chaiObservationConfiguration.name)
        refuseFields(
          type,
          lists.map(({ name }) => name),
        );
      for (const { family, rows } of lists) await replaceFamily(site, draft, family, rows);
    });
    return written(200, await matched(submitted, if_match));
  },
});
