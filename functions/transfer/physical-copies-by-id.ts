import {
  dataTransferPackagePhysicalCopy,
  physicalCopy,
  rawDataFilePhysicalCopy,
  rawDataPackagePhysicalCopy,
} from '../../lib/entities/physical-copy.ts';
import { kindByIdEndpoint } from '../../lib/http/kind-by-id.ts';

export const { declared, main, handler, fetch } = kindByIdEndpoint(
  physicalCopy,
  [rawDataFilePhysicalCopy, rawDataPackagePhysicalCopy, dataTransferPackagePhysicalCopy],
  '/api/transfer/physical-copies/{id}',
);
