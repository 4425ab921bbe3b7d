import { rawDataPackage } from '../../lib/entities/raw-data.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = byIdEndpoint(rawDataPackage, '/raw_data_package/{id}');
