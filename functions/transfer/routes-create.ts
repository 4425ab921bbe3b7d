import type { RefinementCtx } from 'zod';
import { dataTransferRoute } from '../../lib/entities/transfer.ts';
import { createEndpoint } from '../../lib/http/crud-write.ts';
import { createShape } from '../../lib/http/written.ts';
import type { Row } from '../../lib/model/entity.ts';

/** What a route of each type needs to lead anywhere. */
const NEEDS: Record<string, readonly string[]> = {
  relay: ['relay_site_id'],
  custom: ['origin_location_id', 'destination_location_id'],
};

export const { declared, main, handler, fetch } = createEndpoint(
  dataTransferRoute,
  '/api/transfer/routes',
  createShape(dataTransferRoute).superRefine(refuseNowhere),
);

function refuseNowhere(route: Row, context: RefinementCtx): void {
  const { route_type = 'direct', origin_site_id, destination_site_id } = route;
  for (const field of NEEDS[String(route_type)] ?? [])
    if (typeof route[field] !== 'number')
      context.addIssue({ code: 'custom', path: [field], message: `is needed on a ${route_type} route` });
  if (route_type !== 'custom' && origin_site_id === destination_site_id)
    context.addIssue({ code: 'custom', path: ['destination_site_id'], message: 'is the site it begins at' });
}
