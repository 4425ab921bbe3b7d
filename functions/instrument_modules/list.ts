import { instrumentModuleConfiguration } from '../../lib/entities/configuration.ts';
import { instrument, instrumentModule } from '../../lib/entities/observatory.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(instrumentModule, '/instrument_modules', [
  instrument,
  instrumentModuleConfiguration,
]);
