import { observationConfiguration } from '../../lib/entities/configuration.ts';
import { executedObsUnit } from '../../lib/entities/execution.ts';
import {
  observingProgram,
  obsMode,
  obsUnit,
  obsUnitModuleConfiguration,
  subObservingProgram,
} from '../../lib/entities/programme.ts';
import { source } from '../../lib/entities/source.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(obsUnit, '/obs_unit', [
  observingProgram,
  subObservingProgram,
  source,
  obsMode,
  observationConfiguration,
  obsUnitModuleConfiguration,
  executedObsUnit,
]);
