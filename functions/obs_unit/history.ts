import { obsUnit } from '../../lib/entities/programme.ts';
import { historyEndpoint } from '../../lib/http/history-endpoint.ts';

export const { declared, main, handler, fetch } = historyEndpoint(obsUnit, '/obs_unit/{id}/history');
