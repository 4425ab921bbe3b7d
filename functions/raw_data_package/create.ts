import * as z from 'zod';
import { rawDataFile, rawDataPackage } from '../../lib/entities/raw-data.ts';
import { recordId } from '../../lib/flow/repeat.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { createShape, REPLAYED_HEADER, WRITE_PROBLEMS, withChosenId, written } from '../../lib/http/written.ts';
import { Problem } from '../../lib/kernel/problem.ts';
import { receipt } from '../../lib/model/transaction.ts';

/** Files a package can be made with; a body of so many stays below the runtime's payload limit. */
const LIMIT = 1_000;

// What belongs to the package is not said of each file again.
const {
  raw_data_package_id: _p,
  executed_obs_unit_id: _e,
  ...own
} = createShape(rawDataFile).shape as Record<string, z.ZodType>;
const file = z.strictObject(own);

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/raw_data_package',
  tag: 'raw_data_package',
  summary: 'Record a package, with its files if you like',
  doc: `Recorded whatever the link does, also of an execution that is still buffered. Up to ${LIMIT} files are recorded in the same transaction: all or nothing.`,
  permission: 'write:observations',
  body: createShape(rawDataPackage).extend({
    files: z
      .array(file)
      .max(LIMIT)
      .default([])
      .meta({ description: 'files of this package that are not recorded yet' }),
  }),
  answers: {
    201: {
      doc: 'It is durable: on this site (buffered) or on main (applied).',
      body: receipt.extend({ file_ids: z.array(z.string()).meta({ description: 'in the order sent' }) }),
      headers: [REPLAYED_HEADER],
    },
  },
  problems: WRITE_PROBLEMS,
  run: async ({ site, call, body: { files, ...facts } }) => {
    const keyed = withChosenId(call, facts);
    let file_ids: unknown[] = files.map(({ id }, index) => id ?? recordId(keyed, index + 1));
    const submitted = await inFiles(() =>
      submit(site, keyed, async (draft) => {
        const { id, executed_obs_unit_id } = draft.create(rawDataPackage, facts);
        const parents = { raw_data_package_id: id, executed_obs_unit_id };
        file_ids = files.map((one) => draft.create(rawDataFile, { ...one, ...parents }).id);
      }),
    );
    const answer = written(201, submitted);
    return { ...answer, body: { ...submitted.receipt, file_ids } };
  },
});

/** Names a field by its place in the body: the package is the first step, the files are the others. */
async function inFiles<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Problem) || error.errors.length === 0) throw error;
    const errors = error.errors.map(({ field, ...rest }) => {
      const [, step, column] = /^(\d+)\.(.+)$/.exec(field) ?? [];
      const place = step === undefined ? field : step === '0' ? column : `files.${Number(step) - 1}.${column}`;
      return { ...rest, field: place ?? field };
    });
    throw new Problem(error.code, errors.map(({ field, detail }) => `${field}: ${detail}`).join('; '), { errors });
  }
}
