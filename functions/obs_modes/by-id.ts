import { obsMode } from '../../lib/entities/programme.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = byIdEndpoint(obsMode, '/obs_modes/{id}');
