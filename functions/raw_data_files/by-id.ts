import { rawDataFile } from '../../lib/entities/raw-data.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = byIdEndpoint(rawDataFile, '/raw_data_files/{id}');
