import { constantElevationSource, fixedSource, solarSystemObject, source } from '../../lib/entities/source.ts';
import { kindByIdEndpoint } from '../../lib/http/kind-by-id.ts';

export const { declared, main, handler, fetch } = kindByIdEndpoint(
  source,
  [fixedSource, solarSystemObject, constantElevationSource],
  '/sources/{id}',
);
