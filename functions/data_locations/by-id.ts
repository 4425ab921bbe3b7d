import { dataLocation, diskDataLocation, s3DataLocation, tapeDataLocation } from '../../lib/entities/location.ts';
import { kindByIdEndpoint } from '../../lib/http/kind-by-id.ts';

export const { declared, main, handler, fetch } = kindByIdEndpoint(
  dataLocation,
  [diskDataLocation, s3DataLocation, tapeDataLocation],
  '/data_locations/{id}',
);
