import { executedObsUnit } from '../../lib/entities/execution.ts';
import { historyEndpoint } from '../../lib/http/history-endpoint.ts';

export const { declared, main, handler, fetch } = historyEndpoint(
  executedObsUnit,
  '/executed_obs_units/by-id/{id}/history',
);
