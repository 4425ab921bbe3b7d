import { observingProgram, obsUnit, subObservingProgram } from '../../lib/entities/programme.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(subObservingProgram, '/sub_observing_program', [
  observingProgram,
  obsUnit,
]);
