import { executedObsUnit } from '../../lib/entities/execution.ts';
import { obsUnit } from '../../lib/entities/programme.ts';
import { rawDataFile, rawDataPackage } from '../../lib/entities/raw-data.ts';
import { childrenEndpoint } from '../../lib/http/children.ts';

export const { declared, main, handler, fetch } = childrenEndpoint(executedObsUnit, '/obs_unit/{id}/executed', {
  parent: obsUnit,
  column: 'obs_unit_id',
  summary: 'List the executions of an observation unit, page by page',
  others: [rawDataPackage, rawDataFile],
});
