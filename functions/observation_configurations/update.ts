import * as z from 'zod';
import {
  chaiInparParameter,
  chaiObservationConfiguration,
  chaiTiling,
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
import { REPLAYED_HEADER, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';
import type { Row } from '../../lib/model/entity.ts';
import { receipt } from '../../lib/model/transaction.ts';

const kinds = { base: observationConfiguration, subtypes: [chaiObservationConfiguration] };
const column = 'chai_observation_configuration_id';
const families = {
  chai_tilings: { entity: chaiTiling, column },
  chai_inpar_parameters: { entity: chaiInparParameter, column },
};

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
      ...kindsPatch(kinds),
      chai_tilings: memberList(chaiTiling, column, 'position').optional(),
      chai_inpar_parameters: memberList(chaiInparParameter, column).optional(),
    })
    .refine((body) => Object.keys(body).length > 0, 'names nothing that changes'),
  answers: { 200: { doc: 'It is on main.', body: receipt, headers: [REPLAYED_HEADER] } },
  problems: [
    ...(['record.not_found', 'record.conflict', 'record.changed', 'request.invalid', 'site.read_only'] as const),
    ...WRITE_PROBLEMS,
  ],
  run: async ({ site, call, params: { id }, body, if_match }) => {
    const given: Row = body;
    const lists = Object.entries(families).flatMap(([name, family]) => {
      const rows = given[name];
      return Array.isArray(rows) ? [{ name, family: { ...family, id }, rows }] : [];
    });
    const patch = Object.fromEntries(Object.entries(given).filter(([name]) => !(name in families)));
    const submitted = submit(site, call, async (draft) => {
      const found = await draft.find(observationConfiguration, id);
      const shown = if_match === undefined ? found.row : (await readWhole(site, kinds, families, id)).rows[0];
      const { type } = await changeKind(draft, kinds, found, patch, expected(found, if_match, shown));
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
