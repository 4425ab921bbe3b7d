import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { ACTION_HOST, ActionProcess } from '../infra/openwhisk/action-process.ts';

/** An action that does nothing. */
export const HELLO = 'exports.main = async () => ({ statusCode: 200, body: { hello: "world" } });';

/** The zip of an action that is one file. */
export const zipOf = (code: string) => Buffer.from(zipSync({ 'index.js': Buffer.from(code) }));

/** A new process of the action host, in a folder of its own within `dir`. */
export function startAction(dir: string): Promise<ActionProcess> {
  const cwd = mkdtempSync(path.join(dir, 'action-'));
  return ActionProcess.start(ACTION_HOST, { cwd, env: {}, output: () => {} });
}

/** Loads an action. Throws an Error with what the host said when it cannot. */
export async function initAction(host: ActionProcess, name: string, zip: Buffer): Promise<void> {
  const value = { name, main: 'main', binary: true, code: zip.toString('base64') };
  const { status, body } = await host.post('/init', JSON.stringify({ value }));
  if (status !== 200) throw new Error(`${name} answered ${status} to /init: ${body.slice(0, 500)}`);
}
