import { dataLocation, diskDataLocation, s3DataLocation, site, tapeDataLocation } from '../../lib/entities/location.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(dataLocation, '/data_locations', [
  site,
  diskDataLocation,
  s3DataLocation,
  tapeDataLocation,
]);
