import { observingProgram } from '../../lib/entities/programme.ts';
import { updateEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = updateEndpoint(observingProgram, '/observing_program/{id}');
