import { subObservingProgram } from '../../lib/entities/programme.ts';
import { updateEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = updateEndpoint(subObservingProgram, '/sub_observing_program/{id}');
