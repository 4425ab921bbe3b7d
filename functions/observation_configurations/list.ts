import { chaiObservationConfiguration, observationConfiguration } from '../../lib/entities/configuration.ts';
import { listEndpoint } from '../../lib/http/crud.ts';

export const { declared, main, handler, fetch } = listEndpoint(
  observationConfiguration,
  '/observation_configurations',
  [chaiObservationConfiguration],
);
