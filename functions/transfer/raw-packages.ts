import { executedObsUnit } from '../../lib/entities/execution.ts';
import { instrumentModule } from '../../lib/entities/observatory.ts';
import { rawDataPackagePhysicalCopy } from '../../lib/entities/physical-copy.ts';
import { rawDataPackage } from '../../lib/entities/raw-data.ts';
import { longTermArchiveTransfer } from '../../lib/entities/transfer.ts';
import { dataTransferPackage } from '../../lib/entities/transfer-package.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(rawDataPackage, '/api/transfer/raw-packages', [
  executedObsUnit,
  instrumentModule,
  dataTransferPackage,
  longTermArchiveTransfer,
  rawDataPackagePhysicalCopy,
]);
