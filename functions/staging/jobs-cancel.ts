import * as z from 'zod';
import { stagingJob } from '../../lib/entities/staging.ts';
import { submitMove } from '../../lib/flow/submit-move.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';
import { Problem } from '../../lib/kernel/problem.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/staging/jobs/{id}/cancel',
  tag: 'staging',
  summary: 'Withdraw a staging job',
  doc: 'It is no longer active: nobody begins it, and its files are not kept for it. Its status says how far it came. What is completed is not cancelled; PUT active=false releases its files.',
  permission: stagingJob.permissions.write,
  params: z.strictObject({ id: stagingJob.shapes.row.shape.id }),
  answers: { 200: durable() },
  problems: ['record.not_found', 'record.conflict', ...WRITE_PROBLEMS],
  run: async ({ site, call, params: { id } }) => {
    const submitted = await submitMove(site, call, async (draft) => {
      const found = await draft.find(stagingJob, id);
      const { status, active = true } = found.row ?? {};
      if (status === 'completed' || active === false) {
        const why = active === false ? 'not active any more' : 'completed; with active=false its files are released';
        throw new Problem('record.conflict', `staging_job ${id} is ${why}.`, { id, record_status: status, active });
      }
      // Whatever has become of it on main meanwhile: its files are not needed.
      draft.update(found, { active: false });
    });
    return written(200, submitted);
  },
});
