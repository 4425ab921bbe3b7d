import { source } from '../../lib/entities/source.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(source, '/sources');
