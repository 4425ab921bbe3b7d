import { instrument } from '../../lib/entities/observatory.ts';
import { updateEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = updateEndpoint(instrument, '/instruments/{id}/availability', {
  columns: ['available'],
  method: 'PATCH',
  permission: 'configure:system',
  summary: 'Say whether an instrument can be used',
});
