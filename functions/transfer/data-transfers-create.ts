import { dataTransfer } from '../../lib/entities/transfer.ts';
import { createEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = createEndpoint(dataTransfer, '/api/transfer/data-transfers');
