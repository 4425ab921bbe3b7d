import { longTermArchiveTransfer } from '../../lib/entities/transfer.ts';
import { updateEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = updateEndpoint(
  longTermArchiveTransfer,
  '/api/transfer/long-term-archive-transfers/{id}',
  { columns: ['status', 'retry_count', 'start_time', 'end_time', 'failure_error_message'] },
);
