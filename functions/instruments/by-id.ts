import { instrument, instrumentModule, telescope } from '../../lib/entities/observatory.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = byIdEndpoint(instrument, '/instruments/{id}', [
  telescope,
  instrumentModule,
]);
