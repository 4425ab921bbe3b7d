import { obsUnit } from '../../lib/entities/programme.ts';
import { constantElevationSource, fixedSource, solarSystemObject, source } from '../../lib/entities/source.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(source, '/sources', [
  fixedSource,
  solarSystemObject,
  constantElevationSource,
  obsUnit,
]);
