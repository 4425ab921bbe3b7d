import { source } from '../../lib/entities/source.ts';
import { deleteEndpoint } from '../../lib/http/crud-write.ts';

export const { declared, main, handler, fetch } = deleteEndpoint(source, '/sources/{id}');
