import { dataLocation } from '../../lib/entities/location.ts';
import { rawDataPackage } from '../../lib/entities/raw-data.ts';
import { longTermArchiveTransfer } from '../../lib/entities/transfer.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(
  longTermArchiveTransfer,
  '/api/transfer/long-term-archive-transfers',
  [rawDataPackage, dataLocation],
);
