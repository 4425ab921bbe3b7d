import { retire } from '../../lib/flow/retire.ts';
import { scheduled } from '../../lib/http/scheduled.ts';

export const { declared, main, handler } = scheduled({
  doc: 'Takes what the replica has replayed out of the overlay.',
  rate: 'rate(1 minute)',
  timeout_s: 60,
  run: retire,
});
