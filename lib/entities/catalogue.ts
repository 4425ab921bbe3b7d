import type { AnyEntity } from '../model/entity.ts';
import { apiToken, role, user, userRole } from './access.ts';
import { auditEvent } from './audit.ts';
import { executedObsUnit } from './execution.ts';
import { dataLocation, site } from './location.ts';
import { instrument, instrumentModule, observatory, telescope } from './observatory.ts';
import { observingProgram, obsMode, obsUnit, source } from './programme.ts';
import { rawDataFile, rawDataPackage } from './raw-data.ts';
import { signInCode, userSession } from './session.ts';

/** Every entity this observatory records, parents before children. */
export const catalogue: readonly AnyEntity[] = [
  observatory,
  telescope,
  instrument,
  instrumentModule,
  observingProgram,
  source,
  obsMode,
  obsUnit,
  executedObsUnit,
  site,
  dataLocation,
  rawDataPackage,
  rawDataFile,
  user,
  role,
  userRole,
  apiToken,
  userSession,
  signInCode,
  auditEvent,
];
