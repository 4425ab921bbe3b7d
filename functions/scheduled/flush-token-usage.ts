import { flushUsage } from '../../lib/auth/token-usage.ts';
import { scheduled } from '../../lib/http/scheduled.ts';

export const { declared, main, handler } = scheduled({
  doc: 'Writes when and how often API tokens were used to main.',
  rate: 'rate(1 minute)',
  timeout_s: 60,
  run: flushUsage,
});
