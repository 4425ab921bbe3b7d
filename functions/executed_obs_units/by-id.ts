import { executedObsUnit } from '../../lib/entities/execution.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = byIdEndpoint(executedObsUnit, '/executed_obs_units/by-id/{id}');
