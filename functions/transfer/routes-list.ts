import { dataLocation, site } from '../../lib/entities/location.ts';
import { dataTransferRoute } from '../../lib/entities/transfer.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(dataTransferRoute, '/api/transfer/routes', [
  site,
  dataLocation,
]);
