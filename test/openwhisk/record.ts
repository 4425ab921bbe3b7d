import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { realRuntime } from './runtimes.ts';
import { type Exchange, type Heard, play, readTranscript, TRANSCRIPT, withoutPaths } from './transcript.ts';

// OPENWHISK_RUNTIME=<directory or image> node --import tsx test/openwhisk/record.ts --commit <of the runtime>
// Sends the cases of the transcript to the real runtime again and writes what it does now. A new case is added to the file by hand, with
// what is sent; what is answered is filled in here. The changes are for a person to look at.

/** What a process writes after it has answered comes within this. */
const QUIET_MS = 200;

const { values } = parseArgs({ options: { commit: { type: 'string' } } });
const runtime = realRuntime();
if (runtime === undefined || values.commit === undefined) {
  console.error(
    'usage: OPENWHISK_RUNTIME=<directory with app.js, or image> node --import tsx test/openwhisk/record.ts --commit <of it>',
  );
  process.exit(2);
}
const old = readTranscript();
const cases = [];
for (const { name, exchanges } of old.cases) {
  const { seen } = await play(runtime, exchanges, settle);
  cases.push({ name, exchanges: seen.map(withoutPaths) });
  console.log(name);
}
const of = `apache/openwhisk-runtime-nodejs ${values.commit}`;
const recorded = new Date().toISOString().slice(0, 10);
writeFileSync(TRANSCRIPT, `${JSON.stringify({ ...old, of, node: process.version, recorded, cases }, null, 2)}\n`);
console.log(`recorded from ${runtime.name}; npm run format, then look at the changes`);

/** Until nothing more comes. */
async function settle(heard: Heard, _running: unknown, step: Exchange): Promise<void> {
  if ('wait_ms' in step) await sleep(step.wait_ms);
  for (let before: string | undefined; before !== heard.stdout + heard.stderr; ) {
    before = heard.stdout + heard.stderr;
    await sleep(QUIET_MS);
  }
}
