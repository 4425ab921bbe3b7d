import { observingProgram, obsUnit, subObservingProgram } from '../../lib/entities/programme.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = byIdEndpoint(subObservingProgram, '/sub_observing_program/{id}', [
  observingProgram,
  obsUnit,
]);
