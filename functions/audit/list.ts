import { auditEvent } from '../../lib/entities/audit.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(auditEvent, '/audit');
