import * as z from 'zod';
import { rawDataPackage } from '../../lib/entities/raw-data.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';
import { Problem } from '../../lib/kernel/problem.ts';

const { id, relative_path, size_bytes, checksum } = rawDataPackage.shapes.row.shape;

/** From these a package can be finished. */
const UNFINISHED = ['pending', 'scheduled', 'in_progress'];

export const { declared, main, handler, fetch } = endpoint({
  method: 'PUT',
  path: '/raw_data_package/{id}/finalize',
  tag: 'raw_data_package',
  summary: 'Record that a package is built',
  doc: 'Works on a package that is still buffered. The identical call again answers as the first; a different one is refused.',
  permission: 'write:observations',
  params: z.strictObject({ id }),
  body: z.strictObject({
    relative_path: relative_path.optional(),
    size_bytes: size_bytes.optional(),
    checksum: checksum.optional(),
  }),
  answers: { 200: durable() },
  problems: ['record.not_found', 'record.conflict', ...WRITE_PROBLEMS],
  run: async ({ site, call, params, body }) => {
    const submitted = await submit(site, call, async (draft) => {
      const found = await draft.find(rawDataPackage, params.id);
      const { status = 'pending' } = found.row ?? {};
      if (!UNFINISHED.includes(String(status)))
        throw new Problem(
          'record.conflict',
          `${params.id} is ${status}; only what is ${UNFINISHED.join(', ')} can be finished.`,
          {
            id: params.id,
            record_status: status,
          },
        );
      // Where this site cannot see the package, main makes sure that nobody has begun or finished it.
      draft.update(found, { ...body, status: 'completed' }, { status });
    });
    return written(200, submitted);
  },
});
