import { instrument } from '../../lib/entities/observatory.ts';
import { observingProgram, obsUnit, subObservingProgram } from '../../lib/entities/programme.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(observingProgram, '/observing_program', [
  instrument,
  subObservingProgram,
  obsUnit,
]);
