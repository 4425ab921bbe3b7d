import { longTermArchiveTransfer } from '../../lib/entities/transfer.ts';
import { createEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = createEndpoint(
  longTermArchiveTransfer,
  '/api/transfer/long-term-archive-transfers',
);
