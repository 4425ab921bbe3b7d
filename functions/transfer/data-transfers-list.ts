import { dataLocation } from '../../lib/entities/location.ts';
import { dataTransfer, dataTransferLog, dataTransferRoute } from '../../lib/entities/transfer.ts';
import { dataTransferPackage } from '../../lib/entities/transfer-package.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(dataTransfer, '/api/transfer/data-transfers', [
  dataTransferPackage,
  dataLocation,
  dataTransferRoute,
  dataTransferLog,
]);
