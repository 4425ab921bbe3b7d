import * as z from 'zod';
import { noteAct } from '../../lib/auth/change-access.ts';
import { authorizeDecision, shownTo } from '../../lib/auth/letter-access.ts';
import { catalogue } from '../../lib/entities/catalogue.ts';
import { amend, letter } from '../../lib/flow/operate.ts';
import { actorOf } from '../../lib/http/actor.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { DECISION_PROBLEMS, letterPath, letterShape, reason } from '../../lib/http/letters.ts';
import { type FieldError, Problem } from '../../lib/kernel/problem.ts';
import type { AnyEntity, Row } from '../../lib/model/entity.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'PATCH',
  path: '/buffer/failed/{transaction_id}',
  tag: 'buffer',
  summary: 'Amend a dead letter and send it again',
  doc: 'Replaces the named values of one of its steps; what it was is kept. The id of a record cannot be changed.',
  permission: 'manage:buffer',
  params: letterPath,
  body: z.strictObject({
    values: z.record(z.string(), z.unknown()).meta({ description: 'column: new value' }),
    step: z.int().min(0).default(0).meta({ description: 'position of the step, from 0' }),
    reason,
  }),
  answers: { 200: { doc: 'It is on its way again.', body: letterShape } },
  problems: [...DECISION_PROBLEMS, 'record.exists', 'request.invalid'],
  run: async ({ site, call, from, principal, params: { transaction_id }, body: { values, step, reason } }) => {
    const { steps } = await letter(site, transaction_id);
    authorizeDecision(principal, steps);
    const entity = catalogue.find(({ name }) => name === steps[step]?.entity);
    if (entity === undefined) throw invalid([{ in: 'body', field: 'step', detail: `there are ${steps.length} steps` }]);
    const change = { entity, step, values: parsed(entity, values) };
    const { username } = principal;
    const decided = await amend(site, transaction_id, { username, reason }, change);
    const details = { reason, step, columns: Object.keys(change.values) };
    const act = { act: 'letter.amend', subject: `transaction:${transaction_id}`, details };
    await noteAct(site, call, actorOf(principal, from), act);
    return { body: shownTo(principal, decided) };
  },
});

function parsed(entity: AnyEntity, values: Row): Row {
  const { id: _, ...shape } = entity.shapes.row.shape;
  const result = z.strictObject(shape).partial().safeParse(values);
  if (result.success && Object.keys(result.data).length > 0) return result.data;
  if (result.success) throw invalid([{ in: 'body', field: 'values', detail: 'names no value to amend' }]);
  throw invalid(
    result.error.issues.flatMap((issue): FieldError[] => {
      if (issue.code !== 'unrecognized_keys')
        return [{ in: 'body', field: ['values', ...issue.path].join('.'), detail: issue.message }];
      const detail = `cannot be amended; there are ${Object.keys(shape).join(', ')}`;
      return issue.keys.map((key) => ({ in: 'body', field: `values.${key}`, detail }));
    }),
  );
}

function invalid(errors: FieldError[]): Problem {
  return new Problem('request.invalid', errors.map(({ field, detail }) => `${field}: ${detail}`).join('; '), {
    errors,
  });
}
