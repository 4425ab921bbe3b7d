import * as z from 'zod';
import { chaiModuleConfiguration, instrumentModuleConfiguration } from '../../lib/entities/configuration.ts';
import { instrumentModule } from '../../lib/entities/observatory.ts';
import { nextId } from '../../lib/flow/next-id.ts';
import { submit } from '../../lib/flow/submit.ts';
import { pathId } from '../../lib/http/crud.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { createKind, kindsShape } from '../../lib/http/kinds.ts';
import { durable, WRITE_PROBLEMS, written } from '../../lib/http/written.ts';

const kinds = { base: instrumentModuleConfiguration, subtypes: [chaiModuleConfiguration] };

export const { declared, main, handler, fetch } = endpoint({
  method: 'POST',
  path: '/instrument_modules/{id}/configurations',
  tag: 'instrument_modules',
  summary: 'Create a configuration of an instrument module',
  doc: `${instrumentModuleConfiguration.doc} With the fields of its type, in one transaction on main: at a secondary it needs the link, and shows here at once.`,
  permission: instrumentModuleConfiguration.permissions.write,
  params: z.strictObject({ id: pathId(instrumentModule) }),
  body: kindsShape(kinds, { without: ['instrument_module_id'] }),
  answers: { 201: durable('It is on main.') },
  problems: ['record.not_found', 'record.conflict', 'site.read_only', ...WRITE_PROBLEMS],
  run: async ({ site, call, params, body }) => {
    const submitted = await submit(site, call, async (draft) => {
      await draft.find(instrumentModule, params.id);
      const id = await nextId(site, instrumentModuleConfiguration);
      createKind(draft, kinds, { ...body, instrument_module_id: params.id, id });
    });
    return written(201, submitted);
  },
});
