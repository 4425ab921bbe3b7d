import { dataTransferRoute } from '../../lib/entities/transfer.ts';
import { updateEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = updateEndpoint(dataTransferRoute, '/api/transfer/routes/{id}', {
  columns: ['name', 'method', 'active'],
  doc: ' From where to where it leads stays, because transfers refer to it: another way is another route.',
});
