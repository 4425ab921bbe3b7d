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
import { byIdEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = byIdEndpoint(obsUnit, '/obs_unit/{id}', [
  observingProgram,
  subObservingProgram,
  source,
  obsMode,
  observationConfiguration,
  obsUnitModuleConfiguration,
  executedObsUnit,
]);
