import type { AnyEntity } from '../model/entity.ts';
import { apiToken, role, user, userRole } from './access.ts';
import { auditEvent } from './audit.ts';
import {
  chaiInparParameter,
  chaiModuleConfiguration,
  chaiObservationConfiguration,
  chaiTiling,
  instrumentModuleConfiguration,
  observationConfiguration,
} from './configuration.ts';
import { executedObsUnit } from './execution.ts';
import { dataLocation, diskDataLocation, s3DataLocation, site, tapeDataLocation } from './location.ts';
import { instrument, instrumentModule, observatory, telescope } from './observatory.ts';
import {
  dataTransferPackagePhysicalCopy,
  physicalCopy,
  rawDataFilePhysicalCopy,
  rawDataPackagePhysicalCopy,
} from './physical-copy.ts';
import { observingProgram, obsMode, obsUnit, obsUnitModuleConfiguration, subObservingProgram } from './programme.ts';
import { rawDataFile, rawDataPackage, rawDataPackageMetadata } from './raw-data.ts';
import { signInCode, userSession } from './session.ts';
import { constantElevationSource, fixedSource, solarSystemObject, source } from './source.ts';
import { stagingJob, stagingJobPackage } from './staging.ts';
import { dataTransfer, dataTransferLog, dataTransferRoute, longTermArchiveTransfer } from './transfer.ts';
import { dataTransferPackage } from './transfer-package.ts';

/** Every entity this observatory records, parents before children. */
export const catalogue: readonly AnyEntity[] = [
  observatory,
  telescope,
  instrument,
  instrumentModule,
  instrumentModuleConfiguration,
  chaiModuleConfiguration,
  observationConfiguration,
  chaiObservationConfiguration,
  chaiTiling,
  chaiInparParameter,
  source,
  fixedSource,
  solarSystemObject,
  constantElevationSource,
  observingProgram,
  subObservingProgram,
  obsMode,
  obsUnit,
  obsUnitModuleConfiguration,
  executedObsUnit,
  site,
  dataLocation,
  diskDataLocation,
  s3DataLocation,
  tapeDataLocation,
  dataTransferRoute,
  dataTransferPackage,
  rawDataPackage,
  rawDataPackageMetadata,
  rawDataFile,
  dataTransfer,
  dataTransferLog,
  longTermArchiveTransfer,
  physicalCopy,
  rawDataFilePhysicalCopy,
  rawDataPackagePhysicalCopy,
  dataTransferPackagePhysicalCopy,
  user,
  role,
  userRole,
  apiToken,
  userSession,
  signInCode,
  auditEvent,
  stagingJob,
  stagingJobPackage,
];
