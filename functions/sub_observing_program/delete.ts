import { subObservingProgram } from '../../lib/entities/programme.ts';
import { deleteEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = deleteEndpoint(subObservingProgram, '/sub_observing_program/{id}');
