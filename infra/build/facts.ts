import { OLDEST_MIGRATION } from '../../lib/database/schema-version.ts';
import { USUAL_LIMITS } from '../../lib/http/limits.ts';
import type { Functions } from '../functions.ts';
import { groupOf } from '../functions.ts';
import type { FunctionFacts } from './assemble.ts';

/** All actions: nothing that is bound can be said otherwise by a caller, and none is handed the namespace's key. */
const ACTION = { final: true, 'provide-api-key': false };

/** Raw: the request as it came. Preflights are answered by the function, which knows whom it lets in. */
const WEB_ACTION = { ...ACTION, 'web-export': true, 'raw-http': true, 'web-custom-options': true };

/** How often, in the words of the alarms package. */
const CRON = { 'rate(1 minute)': '* * * * *' };

/** What is deployed of the functions there are, and what is said of each: all but those for a developer's machine. */
export function factsOf({ endpoints, scheduled }: Functions): FunctionFacts[] {
  const deployed = endpoints.filter(({ declared }) => declared.development_only !== true);
  return [
    ...scheduled.map(
      ({ name, declared }): FunctionFacts => ({
        name,
        kind: 'scheduled',
        group: 'recording',
        schedule: CRON[declared.rate],
        limits: { ...USUAL_LIMITS, ...declared.limits, timeout_s: declared.timeout_s },
        annotations: ACTION,
        oldest_migration: declared.oldest_migration ?? OLDEST_MIGRATION,
      }),
    ),
    ...deployed.map(
      ({ name, declared }): FunctionFacts => ({
        name,
        kind: 'http',
        group: groupOf(declared),
        method: declared.method,
        path: declared.path,
        limits: { ...USUAL_LIMITS, ...declared.limits },
        annotations: WEB_ACTION,
        oldest_migration: declared.oldest_migration ?? OLDEST_MIGRATION,
      }),
    ),
  ];
}
