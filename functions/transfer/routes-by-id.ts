import { dataLocation, site } from '../../lib/entities/location.ts';
import { dataTransferRoute } from '../../lib/entities/transfer.ts';
import { byIdEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = byIdEndpoint(dataTransferRoute, '/api/transfer/routes/{id}', [
  site,
  dataLocation,
]);
