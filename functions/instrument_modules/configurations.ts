import { chaiModuleConfiguration, instrumentModuleConfiguration } from '../../lib/entities/configuration.ts';
import { instrumentModule } from '../../lib/entities/observatory.ts';
import { childrenEndpoint } from '../../lib/http/children.ts';

export const { declared, main, handler, fetch } = childrenEndpoint(
  instrumentModuleConfiguration,
  '/instrument_modules/{id}/configurations',
  {
    parent: instrumentModule,
    column: 'instrument_module_id',
    summary: 'List the configurations of an instrument module',
    others: [chaiModuleConfiguration],
  },
);
