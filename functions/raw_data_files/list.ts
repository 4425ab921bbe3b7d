import { rawDataFile } from '../../lib/entities/raw-data.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(rawDataFile, '/raw_data_files');
