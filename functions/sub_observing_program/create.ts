import { subObservingProgram } from '../../lib/entities/programme.ts';
import { createEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = createEndpoint(subObservingProgram, '/sub_observing_program');
