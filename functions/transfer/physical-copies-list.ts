import { dataLocation } from '../../lib/entities/location.ts';
import {
  dataTransferPackagePhysicalCopy,
  physicalCopy,
  rawDataFilePhysicalCopy,
  rawDataPackagePhysicalCopy,
} from '../../lib/entities/physical-copy.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(physicalCopy, '/api/transfer/physical-copies', [
  dataLocation,
  rawDataFilePhysicalCopy,
  rawDataPackagePhysicalCopy,
  dataTransferPackagePhysicalCopy,
]);
