import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import openwhisk from 'openwhisk';
import { build } from '../infra/build/build.ts';
import { deploy } from '../infra/deploy/deploy.ts';
import { type OpenWhisk, startOpenWhisk } from '../infra/openwhisk/start-openwhisk.ts';
import { nextStart, OBSERVED } from './fill.ts';
import { type Benchmark, type BenchResult, figure, latencyOf, type Row, until } from './measure.ts';
import { type BenchStack, startBench, TOKENS } from './stack.ts';

const DRAIN = 'scheduled-drain-buffer';
const FUNCTIONS = ['executed_obs_units-start', DRAIN, 'scheduled-track-replication'];
const SECRETS = { RECORDING: 'recording:key', READING: 'reading:key', WEB: 'only-the-bench-knows-it' };
const LINE = { delay_ms: 150, rate_mbit: 10 };
/** A telescope records one a second at its busiest; this is five times that, so 300 wait for each tick. */
const PER_S = 5;
/** What an action may run for, unless it says otherwise. */
const LIMIT_MS = 60_000;

/** Whether the schedule alone keeps up, with nobody else poking the drain. */
export const drainTick: Benchmark = {
  title: 'The drain by its alarm alone, under load, within the time an action may run',
  run: async ({ quick, say }): Promise<BenchResult> => {
    const minutes = quick ? 2 : 10;
    const stack = await startBench('short', say);
    await stack.link.become(LINE);
    const dir = path.join(stack.dir, 'whisk');
    mkdirSync(dir);
    const namespaces = { recording: SECRETS.RECORDING, reading: SECRETS.READING };
    const whisk = await startOpenWhisk({ dir, port: 0, namespaces, limits: { invocations_per_minute: 60_000 } });
    try {
      const tool = toolOf(stack, whisk, say);
      if (!(await tool('apply'))) throw new Error('the deployment failed');
      const ticks = new Ticks(whisk);
      const acknowledged = await record(whisk, minutes, ticks);
      const rows = [
        await onMain(stack, acknowledged.length),
        ...(await tickRows(ticks, minutes, await tool('verify'))),
      ];
      return { rows, notes: NOTES, versions: stack.servers.versions };
    } finally {
      await whisk.close();
      await stack.stop();
    }
  },
};

const NOTES = [
  `${PER_S} recordings a second, each a call of the web action, 300 ms round trip to main. Built with npm run build and put by npm run deploy's own code into the stand-in for OpenWhisk (infra/openwhisk), whose alarm fires the drain once a minute; no gateway pokes it.`,
];

/** Deploys or verifies the functions and their alarms, as at a site; whether that went well. */
function toolOf({ settings, dir }: BenchStack, whisk: OpenWhisk, say: (line: string) => void) {
  const dist = path.join(dir, 'dist');
  const { SITE_NAME, SITE_TYPE, ...urls } = settings;
  const secret = Object.fromEntries(Object.entries(urls).filter(([name]) => name.endsWith('_URL')));
  const site = {
    api_host: whisk.url,
    namespaces: { recording: { name: 'recording', key: 'RECORDING' }, reading: { name: 'reading', key: 'READING' } },
    package: 'ops-db',
    web_secret: 'WEB',
    parameters: { SITE_NAME, SITE_TYPE, DATABASE_POOL_SIZE: '1' },
    secret_parameters: Object.keys(secret),
    store: path.join(dir, 'store'),
  };
  const file = path.join(dir, 'site.json');
  writeFileSync(file, JSON.stringify(site));
  return async (verb: 'apply' | 'verify'): Promise<boolean> => {
    if (verb === 'apply') await build(dist, FUNCTIONS);
    const surroundings = { dist, sites: dir, environment: { ...SECRETS, ...secret }, say };
    return (await deploy(['--site', file, verb, ...FUNCTIONS], surroundings)) === 0;
  };
}

/** Runs of the drain, gathered before the site forgets them. */
class Ticks {
  readonly #client: ReturnType<typeof openwhisk>;
  readonly #ended = new Map<string, { duration: number; success: boolean }>();

  constructor(whisk: OpenWhisk) {
    this.#client = openwhisk({ apihost: whisk.url, api_key: SECRETS.RECORDING });
  }

  async gather(): Promise<void> {
    for (const { activationId: name, name: action } of await this.#client.activations.list({ limit: 200 })) {
      if (action !== DRAIN || this.#ended.has(name)) continue;
      const { duration, response } = await this.#client.activations.get({ name });
      this.#ended.set(name, { duration, success: response?.success === true });
    }
  }

  get runs() {
    return [...this.#ended.values()];
  }
}

/** Records at a steady pace and answers the transactions that were acknowledged. */
async function record(whisk: OpenWhisk, minutes: number, ticks: Ticks): Promise<string[]> {
  const url = `${whisk.url}/api/v1/web/recording/ops-db/executed_obs_units-start/executed_obs_units/start`;
  const headers = {
    authorization: `Bearer ${TOKENS.service}`,
    'content-type': 'application/json',
    'x-require-whisk-auth': SECRETS.WEB,
  };
  const acknowledged: string[] = [];
  const began = performance.now();
  for (let sent = 0; sent < minutes * 60 * PER_S; sent++) {
    await sleep(Math.max(0, began + (sent * 1_000) / PER_S - performance.now()));
    const body = JSON.stringify({ ...OBSERVED, obs_unit_id: 1 + (sent % 8), start_time: nextStart() });
    const answer = await fetch(url, { method: 'POST', headers, body });
    if (answer.status !== 201) throw new Error(`a recording was answered ${answer.status}: ${await answer.text()}`);
    acknowledged.push(((await answer.json()) as { transaction_id: string }).transaction_id);
    // The list shows the last 200.
    if (sent % (20 * PER_S) === 0) await ticks.gather();
  }
  return acknowledged;
}

/** Once the last tick has been, everything acknowledged is in main's ledger. */
async function onMain(stack: BenchStack, acknowledged: number): Promise<Row> {
  const main = await stack.main();
  const sql = "select count(*), count(distinct transaction_id) from ledger where site = 'observatory'";
  const counted = async () => (await main.query(sql))[0]?.map(Number) ?? [];
  await until('everything is on main', 2 * LIMIT_MS, async () => Number((await counted())[0]) >= acknowledged);
  const [rows = 0, different = 0] = await counted();
  main.close();
  return {
    what: 'acknowledged, and on main',
    measured: `${rows} in the ledger, ${different} different`,
    beside: `${acknowledged} acknowledged`,
    ratio: rows / acknowledged,
    bar: 'each exactly once',
    holds: rows === acknowledged && different === rows,
  };
}

async function tickRows(ticks: Ticks, minutes: number, is_verified: boolean): Promise<Row[]> {
  await ticks.gather();
  const { runs } = ticks;
  const failed = runs.filter(({ success }) => !success).length;
  const { max_ms, p50_ms } = latencyOf(runs.map(({ duration }) => duration));
  return [
    {
      what: `ticks in ${minutes} minutes of ${PER_S} recordings/s`,
      measured: `${runs.length} runs, ${failed} failed; afterwards the alarm is ${is_verified ? 'active' : 'not as it should be'}`,
      beside: `${minutes} minutes`,
      ratio: runs.length / minutes,
      bar: 'one a minute, none failed, the alarm active',
      holds: runs.length >= minutes && failed === 0 && is_verified,
    },
    {
      what: 'the longest run of the drain',
      measured: `${figure(max_ms)} ms (median ${figure(p50_ms)} ms)`,
      beside: `${figure(LIMIT_MS)} ms an action may run`,
      ratio: max_ms / LIMIT_MS,
      bar: 'within its time',
      holds: max_ms < LIMIT_MS,
    },
  ];
}
