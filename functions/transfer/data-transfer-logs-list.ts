import { dataTransfer, dataTransferLog } from '../../lib/entities/transfer.ts';
import { childrenEndpoint } from '../../lib/http/children.ts';

export const { declared, main, handler, fetch } = childrenEndpoint(
  dataTransferLog,
  '/api/transfer/data-transfers/{id}/logs',
  { parent: dataTransfer, column: 'data_transfer_id', summary: 'List where the logs of a transfer lie' },
);
