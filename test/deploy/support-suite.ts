import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import openwhisk from 'openwhisk';
import { afterAll, beforeAll, beforeEach, expect, inject } from 'vitest';
import { build } from '../../infra/build/build.ts';
import { openSites, type Sites } from '../support/sites.ts';
import { manifestOf } from './support-build.ts';
import { type DeployedSite, SECRETS, startSite } from './support-site.ts';

/** The function that tests change, and the others that are built. */
export const CHANGED = 'obs_modes-by-id';
export const FUNCTIONS = [
  'scheduled-drain-buffer',
  'scheduled-track-replication',
  'executed_obs_units-start',
  'site-info',
  CHANGED,
];
/** What fires the drain. */
export const DRAIN = 'ops-db-scheduled-drain-buffer';

/** A build for all tests of a file, and a site for each. */
export class Suite {
  #folder = '';
  #sites: Sites | undefined;
  #site: DeployedSite | undefined;

  /** What a site may be deployed from. */
  get dist(): string {
    return path.join(this.#folder, 'dist');
  }

  /** The site of this test, to which nothing has been deployed. */
  get site(): DeployedSite {
    if (this.#site === undefined) throw new Error('there is a site within a test only');
    return this.#site;
  }

  /** Registers what comes before and after the tests. */
  constructor() {
    beforeAll(async () => {
      this.#folder = mkdtempSync(path.join(tmpdir(), 'ops-db-build-'));
      await build(this.dist, FUNCTIONS);
      this.#sites = await openSites(inject('servers'));
    });
    afterAll(async () => {
      await this.#sites?.close();
      rmSync(this.#folder, { recursive: true, force: true });
    });
    beforeEach(async () => {
      const site = await startSite(this.database_url);
      this.#site = site;
      return () => site.close();
    });
  }

  get database_url(): string {
    return this.#sites?.main.config.LOCAL_DATABASE_URL ?? '';
  }

  /** Deploys everything. */
  async deployed(): Promise<void> {
    const { code, text } = await this.site.run(this.dist, 'apply');
    expect(text).toContain('what was deployed has answered');
    expect(code).toBe(0);
  }

  /** The site's OpenWhisk, as somebody else would change it. */
  byHand(namespace: 'recording' | 'reading') {
    const api_key = namespace === 'recording' ? SECRETS.KEY_RECORDING : SECRETS.KEY_READING;
    return openwhisk({ apihost: this.site.whisk.url, api_key, namespace: `test-${namespace}` });
  }

  /** A place for another build. */
  copy(): string {
    return path.join(mkdtempSync(path.join(this.#folder, 'copy-')), 'dist');
  }

  /** What the changed function says it is. */
  answer(): Promise<unknown> {
    const params = { ops_probe: 'version' };
    return this.byHand('reading').actions.invoke({ name: `ops-db/${CHANGED}`, blocking: true, result: true, params });
  }
}

/** What the changed function is to say after a build was deployed. */
export const answerOf = (dist: string) => ({
  name: CHANGED,
  version: manifestOf(dist).functions.find(({ name }) => name === CHANGED)?.hash,
});
