import { subObservingProgram } from '../../lib/entities/programme.ts';
import { historyEndpoint } from '../../lib/http/history-endpoint.ts';

export const { declared, main, handler, fetch } = historyEndpoint(
  subObservingProgram,
  '/sub_observing_program/{id}/history',
);
