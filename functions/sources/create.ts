import { constantElevationSource, fixedSource, solarSystemObject, source } from '../../lib/entities/source.ts';
import { nextId } from '../../lib/flow/next-id.ts';
import { submit } from '../../lib/flow/submit.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { createKind, kindsShape } from '../../lib/http/kinds.ts';
import { refuseUpsideDown } from '../../lib/http/ordered.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';

const kinds = { base: source, subtypes: [fixedSource, solarSystemObject, constantElevationSource] };

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/sources',
  tag: 'sources',
  summary: 'Create one source',
  doc: `${source.doc} With the fields of its type, in one transaction on main: at a secondary it needs the link, and shows here at once.`,
  permission: source.permissions.write,
  body: kindsShape(kinds),
  answers: { 201: durable('It is on main.') },
  problems: ['request.invalid', 'record.conflict', 'site.read_only', ...WRITE_PROBLEMS],
  run: async ({ site, call, body }) => {
    refuseUpsideDown(body, 'dec_min_deg', 'dec_max_deg');
    const submitted = await submit(site, call, async (draft) => {
      createKind(draft, kinds, { ...body, id: await nextId(site, source) });
    });
    return written(201, submitted);
  },
});
