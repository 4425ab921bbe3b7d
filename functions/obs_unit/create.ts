import { obsUnit, obsUnitModuleConfiguration, subObservingProgram } from '../../lib/entities/programme.ts';
import { createFamily } from '../../lib/flow/family.ts';
import { nextIds } from '../../lib/flow/next-id.ts';
import { refuseOtherParent } from '../../lib/flow/same-parent.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { inBody } from '../../lib/http/in-body.ts';
import { distinct } from '../../lib/http/member-list.ts';
import { refuseUpsideDown } from '../../lib/http/ordered.ts';
import { createShape, durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';

const { instrument_module_configuration_id } = obsUnitModuleConfiguration.shapes.create.shape;

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/obs_unit',
  tag: 'obs_unit',
  summary: 'Create one obs_unit, with the module configurations it uses if you like',
  doc: `${obsUnit.doc} Made on main with its links in one transaction: at a secondary it needs the link, and shows here at once.`,
  permission: obsUnit.permissions.write,
  body: createShape(obsUnit).extend({
    instrument_module_configuration_ids: distinct(instrument_module_configuration_id)
      .meta({ description: 'configurations of instrument modules that it uses' })
      .default([]),
  }),
  answers: { 201: durable('It is on main.') },
  problems: ['request.invalid', 'record.conflict', 'site.read_only', ...WRITE_PROBLEMS],
  run: async ({ site, call, body: { instrument_module_configuration_ids: used, ...facts } }) => {
    refuseUpsideDown(facts, 'min_elevation_deg', 'max_elevation_deg');
    const part = { entity: subObservingProgram, column: 'sub_observing_program_id', shared: 'observing_program_id' };
    const submitted = await inBody({ instrument_module_configuration_id: 'instrument_module_configuration_ids' }, () =>
      submit(site, call, async (draft) => {
        await refuseOtherParent(site, facts, part);
        const [id = 0, ...ids] = await nextIds(site, [obsUnit, ...used.map(() => obsUnitModuleConfiguration)]);
        draft.create(obsUnit, { ...facts, id });
        const links = used.map((one) => ({ instrument_module_configuration_id: one }));
        createFamily(draft, { entity: obsUnitModuleConfiguration, column: 'obs_unit_id', id }, links, ids);
      }),
    );
    return written(201, submitted);
  },
});
