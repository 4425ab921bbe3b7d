import { scheduled } from '../../lib/http/scheduled.ts';
import { precalculate } from '../../lib/visibility/precalculate.ts';

export const { declared, main, handler } = scheduled({
  doc: 'Works out when the sources can be observed in the coming nights, tonight first, and keeps it in the volatile Redis.',
  rate: 'rate(1 minute)',
  timeout_s: 60,
  run: (site) =>
    precalculate(site, { nights: site.config.VISIBILITY_NIGHTS, budget_ms: site.config.VISIBILITY_BUDGET_MS }),
});
