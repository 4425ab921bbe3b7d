import { instrumentModuleConfiguration } from '../../lib/entities/configuration.ts';
import { instrument, instrumentModule } from '../../lib/entities/observatory.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = byIdEndpoint(instrumentModule, '/instrument_modules/{id}', [
  instrument,
  instrumentModuleConfiguration,
]);
