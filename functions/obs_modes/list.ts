import { obsMode } from '../../lib/entities/programme.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(obsMode, '/obs_modes');
