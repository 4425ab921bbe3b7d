import { instrument } from '../../lib/entities/observatory.ts';
import { observingProgram, obsUnit, subObservingProgram } from '../../lib/entities/programme.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = byIdEndpoint(observingProgram, '/observing_program/{id}', [
  instrument,
  subObservingProgram,
  obsUnit,
]);
