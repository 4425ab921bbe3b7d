import { instrument, instrumentModule, telescope } from '../../lib/entities/observatory.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(instrument, '/instruments', [
  telescope,
  instrumentModule,
]);
