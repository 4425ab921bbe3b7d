import type { Transitions } from '../model/entity.ts';

/** How a piece of work stands: packages, transfers, staging. */
export const STATUS = ['pending', 'scheduled', 'in_progress', 'completed', 'failed'] as const;

/** Where work may go from where. What has failed is tried again from the beginning; what is completed stays so. */
export const STATUS_TRANSITIONS = {
  pending: ['scheduled', 'in_progress', 'completed', 'failed'],
  scheduled: ['pending', 'in_progress', 'completed', 'failed'],
  in_progress: ['pending', 'completed', 'failed'],
  completed: [],
  failed: ['pending'],
} as const satisfies Transitions;

/** Where a raw data package is on its way to the archives. */
export const PACKAGE_STATE = ['waiting', 'transferring', 'archived', 'failed'] as const;

/** Where a package may go from where. What is archived stays so. */
export const PACKAGE_STATE_TRANSITIONS = {
  waiting: ['transferring', 'archived', 'failed'],
  transferring: ['waiting', 'archived', 'failed'],
  archived: [],
  failed: ['waiting'],
} as const satisfies Transitions;

/** How a copy of a file or package stands. */
export const COPY_STATUS = [
  'present',
  'staged',
  'deletion_possible',
  'deletion_scheduled',
  'deletion_in_progress',
  'deleted',
  'deletion_failed',
] as const;

/** Where a copy may go from where. What is deleted stays so: a new copy is a new record. */
export const COPY_STATUS_TRANSITIONS = {
  present: ['staged', 'deletion_possible', 'deletion_scheduled'],
  staged: ['present', 'deletion_possible', 'deletion_scheduled'],
  deletion_possible: ['present', 'deletion_scheduled'],
  deletion_scheduled: ['present', 'deletion_in_progress'],
  deletion_in_progress: ['deleted', 'deletion_failed'],
  deleted: [],
  deletion_failed: ['deletion_scheduled', 'deletion_in_progress'],
} as const satisfies Transitions;
