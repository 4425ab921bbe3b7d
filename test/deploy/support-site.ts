import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deploy, type Surroundings } from '../../infra/deploy/deploy.ts';
import { type OpenWhisk, startOpenWhisk } from '../../infra/openwhisk/start-openwhisk.ts';

/** Each is recognised wherever it turns up. */
export const SECRETS = {
  KEY_RECORDING: 'recording-id:marked-secret-recording',
  KEY_READING: 'reading-id:marked-secret-reading',
  WEB_SECRET: 'marked-secret-web',
  SESSION_KEYS: JSON.stringify({
    keys: [{ kty: 'EC', crv: 'P-256', kid: 'mountain.1', x: 'x', y: 'y', d: 'marked-secret-session' }],
  }),
};

/** A site with a stand-in for its OpenWhisk, deployed to with the real client. */
export interface DeployedSite {
  whisk: OpenWhisk;
  folder: string;
  /** Everything the tool has said so far, on every call. */
  said: string[];
  /** Runs the command; its exit code and what it said. */
  run(dist: string, ...args: string[]): Promise<{ code: number; text: string }>;
  /** Writes the site file anew, with other settings or schedules. */
  configure(change: { parameters?: Record<string, string>; schedules?: Record<string, string | null> }): void;
  close(): Promise<void>;
}

/** Starts a site named `mountain`, whose database is at that URL. */
export async function startSite(database_url: string): Promise<DeployedSite> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ops-db-deploy-'));
  mkdirSync(path.join(folder, 'whisk'));
  const whisk = await startOpenWhisk({
    dir: path.join(folder, 'whisk'),
    port: 0,
    namespaces: { 'test-recording': SECRETS.KEY_RECORDING, 'test-reading': SECRETS.KEY_READING },
    // Each deployed function is asked which one it is.
    limits: { invocations_per_minute: 10_000, containers: 4 },
  });
  const said: string[] = [];
  const file = path.join(folder, 'site.json');
  const environment = { ...SECRETS, MAIN_DATABASE_URL: database_url, LOCAL_DATABASE_URL: database_url };
  const configure: DeployedSite['configure'] = ({ parameters = {}, schedules = {} }) =>
    writeFileSync(
      file,
      JSON.stringify({
        api_host: whisk.url,
        namespaces: {
          recording: { name: 'test-recording', key: 'KEY_RECORDING' },
          reading: { name: 'test-reading', key: 'KEY_READING' },
        },
        package: 'ops-db',
        web_secret: 'WEB_SECRET',
        parameters: { SITE_NAME: 'mountain', SITE_TYPE: 'main', DATABASE_POOL_SIZE: '1', ...parameters },
        secret_parameters: ['MAIN_DATABASE_URL', 'LOCAL_DATABASE_URL', 'SESSION_KEYS'],
        schedules,
        store: path.join(folder, 'store'),
      }),
    );
  configure({});
  return {
    whisk,
    folder,
    said,
    configure,
    run: async (dist, ...args) => {
      const lines: string[] = [];
      const surroundings: Surroundings = { dist, sites: folder, environment, say: (line) => lines.push(line) };
      const code = await deploy(['--site', file, ...args], surroundings);
      said.push(...lines);
      return { code, text: lines.join('\n') };
    },
    close: async () => {
      await whisk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
