import { drain } from '../../lib/flow/drain.ts';
import { scheduled } from '../../lib/http/scheduled.ts';

export const { declared, main, handler } = scheduled({
  doc: 'Sends what this site has buffered to main.',
  rate: 'rate(1 minute)',
  timeout_s: 60,
  run: drain,
});
