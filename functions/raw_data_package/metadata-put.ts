import * as z from 'zod';
import { rawDataPackage, rawDataPackageMetadata } from '../../lib/entities/raw-data.ts';
import { readById } from '../../lib/flow/read.ts';
import { submit } from '../../lib/flow/submit.ts';
import { expected, matched } from '../../lib/http/crud-write.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';
import { Problem } from '../../lib/kernel/problem.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'PUT',
  path: '/raw_data_package/{id}/metadata',
  tag: 'raw_data_package',
  summary: 'Say what describes a package beyond its columns',
  doc: 'The whole of it: what was said before is replaced. Works on a package that is still buffered. With If-Match it applies only to what you have read.',
  permission: rawDataPackageMetadata.permissions.write,
  params: z.strictObject({ id: rawDataPackage.shapes.row.shape.id }),
  body: z.strictObject({ metadata: rawDataPackageMetadata.shapes.row.shape.metadata }),
  answers: { 200: durable() },
  problems: ['record.not_found', 'record.conflict', 'record.changed', ...WRITE_PROBLEMS],
  run: async ({ site, call, params: { id }, body, if_match }) => {
    const put = () =>
      submit(site, call, async (draft) => {
        await draft.find(rawDataPackage, id);
        // A site that cannot see whether there is one to replace could only guess: it does not answer.
        const { rows } = await readById(site, rawDataPackageMetadata, id);
        if (rows.length === 0 && if_match !== undefined)
          throw new Problem('record.changed', `There is no metadata of ${id} for If-Match to name.`, { id });
        if (rows.length === 0) draft.create(rawDataPackageMetadata, { id, ...body });
        else {
          const found = await draft.find(rawDataPackageMetadata, id);
          draft.update(found, body, expected(found, if_match));
        }
      });
    // Somebody has said the first thing of it since it was looked at: that is replaced.
    const submitted = put().catch((error: unknown) => (isTaken(error) ? put() : Promise.reject(error)));
    return written(200, await matched(submitted, if_match));
  },
});

const isTaken = (error: unknown) => error instanceof Problem && error.code === 'record.exists';
