import { instrument, observatory, telescope } from '../../lib/entities/observatory.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(telescope, '/telescopes', [observatory, instrument]);
