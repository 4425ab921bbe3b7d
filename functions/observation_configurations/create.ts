import {
  chaiInparParameter,
  chaiObservationConfiguration,
  chaiTiling,
  configurationFamilies,
  configurationKinds,
  observationConfiguration,
} from '../../lib/entities/configuration.ts';
import { createFamily } from '../../lib/flow/family.ts';
import { nextIds } from '../../lib/flow/next-id.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { createKind, kindsShape } from '../../lib/http/kinds.ts';
import { memberList } from '../../lib/http/member-list.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';
import type { Row } from '../../lib/model/entity.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/observation_configurations',
  tag: 'observation_configurations',
  summary: 'Create one observation_configuration',
  doc: `${observationConfiguration.doc} With the fields of its type, its tiles and its parameters, in one transaction on main: at a secondary it needs the link, and shows here at once.`,
  permission: observationConfiguration.permissions.write,
  body: kindsShape(configurationKinds, {
    more: {
      [chaiObservationConfiguration.name]: {
        chai_tilings: memberList(configurationFamilies.chai_tilings, 'position').default([]),
        chai_inpar_parameters: memberList(configurationFamilies.chai_inpar_parameters).default([]),
      },
    },
  }),
  answers: { 201: durable('It is on main.') },
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
      createKind(draft, configurationKinds, { ...facts, id });
      createFamily(draft, { ...configurationFamilies.chai_tilings, id }, tilings, ids);
      createFamily(
        draft,
        { ...configurationFamilies.chai_inpar_parameters, id },
        parameters,
        ids.slice(tilings.length),
      );
    });
    return written(201, submitted);
  },
});
