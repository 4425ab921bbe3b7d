import { executedObsUnit } from '../../lib/entities/execution.ts';
import { instrumentModule } from '../../lib/entities/observatory.ts';
import { rawDataFile, rawDataPackage, rawDataPackageMetadata } from '../../lib/entities/raw-data.ts';
import { dataTransferPackage } from '../../lib/entities/transfer-package.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = byIdEndpoint(rawDataPackage, '/raw_data_package/{id}', [
  executedObsUnit,
  instrumentModule,
  dataTransferPackage,
  rawDataPackageMetadata,
  rawDataFile,
]);
