import { dataTransfer } from '../../lib/entities/transfer.ts';
import { updateEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = updateEndpoint(dataTransfer, '/api/transfer/data-transfers/{id}', {
  columns: [
    'data_transfer_route_id',
    'status',
    'retry_count',
    'unpack_status',
    'unpack_retry_count',
    'start_time',
    'end_time',
    'failure_error_message',
  ],
});
