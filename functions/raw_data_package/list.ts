import { executedObsUnit } from '../../lib/entities/execution.ts';
import { instrumentModule } from '../../lib/entities/observatory.ts';
import { rawDataFile, rawDataPackage } from '../../lib/entities/raw-data.ts';
import { dataTransferPackage } from '../../lib/entities/transfer-package.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(rawDataPackage, '/raw_data_package', [
  executedObsUnit,
  instrumentModule,
  dataTransferPackage,
  rawDataFile,
]);
