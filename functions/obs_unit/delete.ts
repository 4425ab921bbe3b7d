import { obsUnit } from '../../lib/entities/programme.ts';
import { deleteEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = deleteEndpoint(obsUnit, '/obs_unit/{id}');
