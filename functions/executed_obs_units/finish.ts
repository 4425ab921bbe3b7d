import * as z from 'zod';
import { EXECUTION_STATUS, executedObsUnit } from '../../lib/entities/execution.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { durable, written } from '../../lib/http/written.ts';
import { isBefore, utcNow } from '../../lib/kernel/clock.ts';
import { Problem } from '../../lib/kernel/problem.ts';

const { shape } = executedObsUnit.shapes.patch;

export const { declared, main, handler, fetch } = endpoint({
  method: 'PUT',
  path: '/executed_obs_units/{id}/finish',
  tag: 'executed_obs_units',
  summary: 'Record how an observation ended',
  doc: 'Works on a record that is still buffered. end_time is now unless it is given. The identical call again answers as the first; a different one is refused.',
  permission: 'write:observations',
  params: z.strictObject({ id: executedObsUnit.shapes.row.shape.id }),
  body: z.strictObject({
    status: z.enum(EXECUTION_STATUS).exclude(['running']),
    end_time: executedObsUnit.shapes.row.shape.start_time.describe('When it ended, UTC.').optional(),
    mean_pwv_mm: shape.mean_pwv_mm,
    mean_elevation_deg: shape.mean_elevation_deg,
    comment: shape.comment,
  }),
  answers: { 200: durable() },
  problems: [
    'record.not_found',
    'record.conflict',
    'idempotency.conflict',
    'request.invalid',
    'buffer.full',
    'buffer.not_durable',
    'buffer.unavailable',
    'database.unavailable',
  ],
  run: async ({ site, call, params, body }) => {
    const submitted = await submit(site, call, async (draft) => {
      const { end_time = utcNow(site.clock), ...rest } = body;
      const unit = await draft.find(executedObsUnit, params.id);
      if (unit.row !== undefined) refuseUnlessRunning(unit.row, end_time);
      // Where this site cannot see the record, main makes sure that it is still running.
      draft.update(unit, { ...rest, end_time }, { status: 'running' });
    });
    return written(200, submitted);
  },
});

function refuseUnlessRunning({ id, status, start_time }: Record<string, unknown>, end_time: string): void {
  if (status !== 'running')
    throw new Problem('record.conflict', `${id} is ${status} already.`, { id, record_status: status });
  if (!isBefore(end_time, String(start_time))) return;
  const errors = [{ in: 'body' as const, field: 'end_time', detail: `lies before the start at ${start_time}` }];
  throw new Problem('request.invalid', `end_time ${end_time} lies before the start at ${start_time}.`, { errors });
}
