import { dataLocation } from '../../lib/entities/location.ts';
import { dataTransfer, dataTransferLog, dataTransferRoute } from '../../lib/entities/transfer.ts';
import { dataTransferPackage } from '../../lib/entities/transfer-package.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = byIdEndpoint(dataTransfer, '/api/transfer/data-transfers/{id}', [
  dataTransferPackage,
  dataLocation,
  dataTransferRoute,
  dataTransferLog,
]);
