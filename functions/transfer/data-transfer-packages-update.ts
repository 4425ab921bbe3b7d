import { dataTransferPackage } from '../../lib/entities/transfer-package.ts';
import { updateEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = updateEndpoint(
  dataTransferPackage,
  '/api/transfer/data-transfer-packages/{id}',
  { columns: ['size_bytes', 'checksum', 'status', 'retry_count'] },
);
