import { observingProgram, obsUnit, subObservingProgram } from '../../lib/entities/programme.ts';
import { childrenEndpoint } from '../../lib/http/children.ts';

export const { declared, main, handler, fetch } = childrenEndpoint(
  subObservingProgram,
  '/observing_program/{id}/sub_programs',
  {
    parent: observingProgram,
    column: 'observing_program_id',
    summary: 'List the parts of a programme',
    others: [obsUnit],
  },
);
