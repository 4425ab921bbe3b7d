import { instrumentModuleConfiguration } from '../../lib/entities/configuration.ts';
import { instrument, instrumentModule } from '../../lib/entities/observatory.ts';
import { childrenEndpoint } from '../../lib/http/children.ts';

export const { declared, main, handler, fetch } = childrenEndpoint(instrumentModule, '/instruments/{id}/modules', {
  parent: instrument,
  column: 'instrument_id',
  summary: 'List the modules of an instrument',
  others: [instrumentModuleConfiguration],
});
