import * as z from 'zod';
import { executedObsUnit } from '../../lib/entities/execution.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { durable, WRITE_PROBLEMS, withChosenId, written } from '../../lib/http/written.ts';
import { utcNow } from '../../lib/kernel/clock.ts';

const { shape } = executedObsUnit.shapes.create;

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/executed_obs_units/start',
  tag: 'executed_obs_units',
  summary: 'Record that an observation has begun',
  doc: 'Recorded whatever the link does. start_time is now unless it is given; the id can be chosen by the caller, is made here otherwise, and can be used at once. Sent again with the same Idempotency-Key, or with the same chosen id, it answers as it did the first time.',
  permission: 'write:observations',
  body: z.strictObject({
    id: executedObsUnit.shapes.row.shape.id.optional(),
    obs_unit_id: shape.obs_unit_id,
    start_time: shape.start_time.optional(),
    mean_pwv_mm: shape.mean_pwv_mm,
    mean_elevation_deg: shape.mean_elevation_deg,
    comment: shape.comment,
    executed_by: shape.executed_by,
  }),
  answers: { 201: durable() },
  problems: WRITE_PROBLEMS,
  run: async ({ site, call, principal, body }) => {
    const submitted = await submit(site, withChosenId(call, body), async (draft) => {
      const { start_time = utcNow(site.clock), executed_by = principal.username } = body;
      draft.create(executedObsUnit, { ...body, start_time, executed_by, site_name: site.config.SITE_NAME });
    });
    return written(201, submitted);
  },
});
