import * as z from 'zod';
import { constantElevationSource, fixedSource, solarSystemObject, source } from '../../lib/entities/source.ts';
import { readKind } from '../../lib/flow/read-kind.ts';
import { submit } from '../../lib/flow/submit.ts';
import { pathId } from '../../lib/http/crud.ts';
import { expected, matched } from '../../lib/http/crud-write.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { changeKind, kindsPatch } from '../../lib/http/kinds.ts';
import { refuseUpsideDown } from '../../lib/http/ordered.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';

const kinds = { base: source, subtypes: [fixedSource, solarSystemObject, constantElevationSource] };

export const { declared, main, handler, fetch } = endpoint({
  method: 'PUT',
  path: '/sources/{id}',
  tag: 'sources',
  summary: 'Change one source',
  doc: 'Its name and the fields of its type; the type itself stays. What the body does not name stays as it is. With If-Match it applies only to the record you have read.',
  permission: source.permissions.write,
  params: z.strictObject({ id: pathId(source) }),
  body: z.strictObject(kindsPatch(kinds)).refine((body) => Object.keys(body).length > 0, 'names nothing that changes'),
  answers: { 200: durable('It is on main.') },
  problems: [
    ...(['record.not_found', 'record.conflict', 'record.changed', 'request.invalid', 'site.read_only'] as const),
    ...WRITE_PROBLEMS,
  ],
  run: async ({ site, call, params, body, if_match }) => {
    const submitted = submit(site, call, async (draft) => {
      const found = await draft.find(source, params.id);
      const shown =
        if_match === undefined ? found.row : (await readKind(site, source, kinds.subtypes, params.id)).rows[0];
      const changed = await changeKind(draft, kinds, found, body, expected(found, if_match, shown));
      refuseUpsideDown(changed, 'dec_min_deg', 'dec_max_deg');
    });
    return written(200, await matched(submitted, if_match));
  },
});
