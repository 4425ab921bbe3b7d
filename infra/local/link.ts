import { MAX_DELAY_MS } from '../servers/link.ts';
import { changeLink, type LinkChange, linkStatus } from '../servers/link-control.ts';
import { localSettings } from './settings.ts';
import { readStack } from './stack-file.ts';

// npm run link -- [--site institute] status|up|down|delay <ms>: exit code 0 done, 1 not running, 2 misunderstood.

const USAGE = `usage: npm run link -- [--site institute] status | up | down | delay <ms one way, 0 to ${MAX_DELAY_MS}>`;

const [option, site, ...rest] = process.argv.slice(2);
const is_institute = option === '--site' && site === 'institute';
const change = parseVerb(is_institute ? rest : process.argv.slice(2));
if (change === undefined) {
  console.error(USAGE);
  process.exit(2);
}
try {
  console.log(await describe(change));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** What is to be changed; nothing for `status`; undefined when it is not understood. */
function parseVerb([verb, value, ...rest]: string[]): LinkChange | undefined {
  if (rest.length > 0 || (verb !== 'delay' && value !== undefined)) return undefined;
  if (verb === 'status') return {};
  if (verb === 'up' || verb === 'down') return { mode: verb };
  const delay_ms = Number(value);
  const valid = verb === 'delay' && value?.trim() && delay_ms >= 0 && delay_ms <= MAX_DELAY_MS;
  return valid ? { delay_ms } : undefined;
}

async function describe(wanted: LinkChange): Promise<string> {
  const stack = readStack(localSettings().dir);
  if (stack === undefined) throw new Error('the stack is not running (no stack.json): npm start');
  const control_url = is_institute ? stack.sites.institute?.link_control_url : stack.link.control_url;
  if (control_url === undefined) throw new Error('there is no second secondary: npm start -- --sites 3');
  const asked = Object.keys(wanted).length === 0;
  const answer = asked ? linkStatus(control_url) : changeLink(control_url, wanted);
  const status = await answer.catch(() => {
    throw new Error(`the link does not answer at ${control_url}; is the stack running? npm start`);
  });
  const { mode, delay_ms, connections, bytes_to_main, bytes_from_main } = status;
  const traffic = `, connections ${connections}, bytes to main ${bytes_to_main}, from main ${bytes_from_main}`;
  return `link ${mode}, ${delay_ms} ms each way${asked ? traffic : ''}`;
}
