import { rawDataPackage } from '../../lib/entities/raw-data.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(rawDataPackage, '/raw_data_package');
