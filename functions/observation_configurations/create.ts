import {
  chaiInparParameter,
  chaiObservationConfiguration,
  chaiTiling,
  observationConfiguration,
} from '../../lib/entities/configuration.ts';
import { createFamily } from '../../lib/flow/family.ts';
import { nextIds } from '../../lib/flow/next-ids.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { createKind, kindsShape } from '../../lib/http/kinds.ts';
import { memberList } from '../../lib/http/member-list.ts';
import { REPLAYED_HEADER, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';
import type { Row } from '../../lib/model/entity.ts';
import { receipt } from '../../lib/model/transaction.ts';

const kinds = { base: observationConfiguration, subtypes: [chaiObservationConfiguration] };
const column = 'chai_observation_configuration_id';

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/observation_configurations',
  tag: 'observation_configurations',
  summary: 'Create one observation_configuration',
  doc: `${observationConfiguration.doc} With the fields of its type, its tiles and its parameters, in one transaction on main: at a secondary it needs the link, and shows here at once.`,
  permission: observationConfiguration.permissions.write,
  body: kindsShape(kinds, {
    more: {
      [chaiObservationConfiguration.name]: {
        chai_tilings: memberList(chaiTiling, column, 'position').default([]),
        chai_inpar_parameters: memberList(chaiInparParameter, column).default([]),
      },
    },
  }),
  answers: { 201: { doc: 'It is on main.', body: receipt, headers: [REPLAYED_HEADER] } },
  problems: ['record.conflict', 'site.read_only', ...WRITE_PROBLEMS],
  run: async ({ site, call, body }) => {
    const {
      chai_tilings: tilings = [],
      chai_inpar_parameters: parameters = [],
      ...facts
    } = body as Row & { chai_tilings?: Row[]; chai_inpar_parameters?: Row[] };
    const submitted = await submit(site, call, async (draft) => {
      const made = [
        observationConfiguration,
        ...tilings.map(() => chaiTiling),
        ...parameters.map(() => chaiInparParameter),
      ];
      const [id = 0, ...ids] = await nextIds(site, made);
      createKind(draft, kinds, { ...facts, id });
      createFamily(draft, { entity: chaiTiling, column, id }, tilings, ids);
      createFamily(draft, { entity: chaiInparParameter, column, id }, parameters, ids.slice(tilings.length));
    });
    return written(201, submitted);
  },
});
