import { dataLocation } from '../../lib/entities/location.ts';
import { stagingJob, stagingJobPackage } from '../../lib/entities/staging.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(stagingJob, '/staging/jobs', [
  dataLocation,
  stagingJobPackage,
]);
