import { obsUnit } from '../../lib/entities/programme.ts';
import { updateEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = updateEndpoint(obsUnit, '/obs_unit/{id}/availability', {
  columns: ['available'],
  method: 'PATCH',
  summary: 'Say whether the scheduler may choose an observation unit',
});
