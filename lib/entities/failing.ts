import type { Failing } from '../model/failing.ts';
import { physicalCopy } from './physical-copy.ts';
import { rawDataPackage } from './raw-data.ts';
import { stagingJob } from './staging.ts';
import { dataTransfer, longTermArchiveTransfer } from './transfer.ts';
import { dataTransferPackage } from './transfer-package.ts';

const failed = { value: 'failed', column: 'status' } as const;
const why = 'failure_error_message';

/** Every way in which moving, archiving, staging and deleting data fails. */
export const FAILING: readonly Failing[] = [
  { entity: rawDataPackage, ...failed, what: 'building', name: 'name' },
  { entity: rawDataPackage, ...failed, column: 'state', what: 'reaching an archive', name: 'name' },
  { entity: dataTransferPackage, ...failed, what: 'bundling', name: 'name' },
  { entity: dataTransfer, ...failed, what: 'moving', why },
  { entity: dataTransfer, ...failed, column: 'unpack_status', what: 'unpacking', why },
  { entity: longTermArchiveTransfer, ...failed, what: 'archiving', why },
  { entity: stagingJob, ...failed, what: 'staging', name: 'comment', why, minded: 'active' },
  { entity: physicalCopy, column: 'status', value: 'deletion_failed', what: 'deleting' },
];
