import { rawDataFile } from '../../lib/entities/raw-data.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { createShape, durable, WRITE_PROBLEMS, withChosenId, written } from '../../lib/http/written.ts';

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/raw_data_files',
  tag: 'raw_data_files',
  summary: 'Register a file an instrument has written',
  doc: 'Recorded whatever the link does. It may refer to an execution or a package that is still buffered.',
  permission: 'write:observations',
  body: createShape(rawDataFile),
  answers: { 201: durable() },
  problems: WRITE_PROBLEMS,
  run: async ({ site, call, body }) =>
    written(
      201,
      await submit(site, withChosenId(call, body), async (draft) => {
        draft.create(rawDataFile, body);
      }),
    ),
});
