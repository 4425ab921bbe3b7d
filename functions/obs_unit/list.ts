import { obsUnit } from '../../lib/entities/programme.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(obsUnit, '/obs_unit');
