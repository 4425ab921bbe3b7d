import path from 'node:path';
import { ROOT } from './settings.ts';
import type { Stack } from './stack-file.ts';

/** Five lines to paste into a shell: an observation recorded during an outage arrives in Cologne. `dir` is the local folder. */
export function tour(dir: string, { sites }: Stack): string {
  const relative = path.relative(ROOT, dir);
  const file = `${relative.startsWith('..') ? dir : `./${relative}`}/stack.json`;
  const link = `${relative === '.local' ? '' : `OPS_LOCAL_DIR=${dir} `}npm run -s link --`;
  const auth = `-H "Authorization: Bearer $TOKEN"`;
  const units = `${sites.observatory.url}/executed_obs_units`;
  const wait = `${sites.observatory.url}/buffer/transactions/$(node -p "($SENT).transaction_id")?wait=replicated&timeout_s=30`;
  return [
    `TOKEN=$(node -p "require('${file}').tokens.observer"); ${link} down`,
    `SENT=$(curl -s ${units}/start ${auth} -H 'Content-Type: application/json' -d '{"obs_unit_id": 1}'); echo "$SENT"`,
    `curl -s ${units}/1 ${auth}; echo`,
    `${link} up; curl -s "${wait}" ${auth}; echo`,
    `curl -s ${sites.main.url}/executed_obs_units/1 ${auth}; echo`,
  ].join('\n');
}
