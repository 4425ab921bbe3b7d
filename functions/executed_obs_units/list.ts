import { executedObsUnit } from '../../lib/entities/execution.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(executedObsUnit, '/executed_obs_units');
