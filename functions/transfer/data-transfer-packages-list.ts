import { dataLocation } from '../../lib/entities/location.ts';
import { rawDataPackage } from '../../lib/entities/raw-data.ts';
import { dataTransfer } from '../../lib/entities/transfer.ts';
import { dataTransferPackage } from '../../lib/entities/transfer-package.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(
  dataTransferPackage,
  '/api/transfer/data-transfer-packages',
  [dataLocation, rawDataPackage, dataTransfer],
);
