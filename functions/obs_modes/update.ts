import { obsMode } from '../../lib/entities/programme.ts';
import { updateEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = updateEndpoint(obsMode, '/obs_modes/{id}');
