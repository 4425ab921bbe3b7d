import { source } from '../../lib/entities/source.ts';
import { historyEndpoint } from '../../lib/http/history-endpoint.ts';

export const { declared, main, handler, fetch } = historyEndpoint(source, '/sources/{id}/history');
