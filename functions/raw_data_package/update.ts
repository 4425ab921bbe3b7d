import { rawDataPackage } from '../../lib/entities/raw-data.ts';
import { updateEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = updateEndpoint(rawDataPackage, '/raw_data_package/{id}', {
  columns: ['data_transfer_package_id', 'relative_path', 'size_bytes', 'checksum', 'status', 'state', 'retry_count'],
});
