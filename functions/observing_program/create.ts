import { observingProgram } from '../../lib/entities/programme.ts';
import { createEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = createEndpoint(observingProgram, '/observing_program');
