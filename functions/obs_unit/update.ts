import * as z from 'zod';
import { obsUnit, obsUnitModuleConfiguration, subObservingProgram } from '../../lib/entities/programme.ts';
import { replaceFamily } from '../../lib/flow/family.ts';
import { refuseOtherParent } from '../../lib/flow/same-parent.ts';
import { submit } from '../../lib/flow/submit.ts';
import { pathId } from '../../lib/http/crud.ts';
import { expected, matched, patchShape } from '../../lib/http/crud-write.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { inBody } from '../../lib/http/in-body.ts';
import { distinct } from '../../lib/http/member-list.ts';
import { refuseUpsideDown } from '../../lib/http/ordered.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';
import type { Row } from '../../lib/model/entity.ts';

const { instrument_module_configuration_id } = obsUnitModuleConfiguration.shapes.create.shape;
const part = { entity: subObservingProgram, column: 'sub_observing_program_id', shared: 'observing_program_id' };

export const { declared, main, handler, fetch } = endpoint({
  method: 'PUT',
  path: '/obs_unit/{id}',
  tag: 'obs_unit',
  summary: 'Change one obs_unit, or which module configurations it uses',
  doc: 'What the body does not name stays as it is. With If-Match it applies only to the record you have read.',
  permission: obsUnit.permissions.write,
  params: z.strictObject({ id: pathId(obsUnit) }),
  body: patchShape(obsUnit)
    .extend({
      instrument_module_configuration_ids: distinct(instrument_module_configuration_id)
        .meta({ description: 'all configurations of instrument modules that it uses from now on' })
        .optional(),
    })
    .refine((body) => Object.keys(body).length > 0, 'names nothing that changes'),
  answers: { 200: durable('It is on main.') },
  problems: [
    ...(['record.not_found', 'record.conflict', 'record.changed', 'request.invalid', 'site.read_only'] as const),
    ...WRITE_PROBLEMS,
  ],
  run: async ({ site, call, params, body, if_match }) => {
    const { instrument_module_configuration_ids: used, ...patch } = body as Row & {
      instrument_module_configuration_ids?: number[];
    };
    const submitted = inBody({ instrument_module_configuration_id: 'instrument_module_configuration_ids' }, () =>
      submit(site, call, async (draft) => {
        const unit = await draft.find(obsUnit, params.id);
        const row = { ...unit.row, ...patch };
        refuseUpsideDown(row, 'min_elevation_deg', 'max_elevation_deg');
        if (part.column in patch || part.shared in patch) await refuseOtherParent(site, row, part);
        // Who replaces a list has read it: nobody else may have replaced it since.
        const seen = used === undefined ? {} : { updated_at: unit.row?.updated_at };
        draft.update(unit, patch, { ...seen, ...expected(unit, if_match) });
        const links = used?.map((one) => ({ instrument_module_configuration_id: one }));
        const family = { entity: obsUnitModuleConfiguration, column: 'obs_unit_id', id: params.id };
        if (links !== undefined) await replaceFamily(site, draft, family, links);
      }),
    );
    return written(200, await matched(submitted, if_match));
  },
});
