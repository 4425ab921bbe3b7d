import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { installedProgram } from '../../infra/servers/installed-program.ts';
import type { Arguments, DrivenClient, Opening, Outcome } from './client.ts';

const PACKAGE = fileURLToPath(new URL('../../infra/clients/python', import.meta.url));
const DRIVER = fileURLToPath(new URL('driver.py', import.meta.url));

/**
 * The path of Python 3. Where there is none on the PATH, root on a machine with apt-get installs Debian's. Throws with the
 * one line to type otherwise.
 */
export function python(): string {
  return installedProgram({
    names: ['python3'],
    debian_package: 'python3',
    advice: { macos: 'brew install python3', elsewhere: 'the package python3 of your system' },
    say: (line) => console.log(line),
  });
}

/** What a script finds around it: the client, and no file left behind by Python. */
const SURROUNDINGS = {
  ...process.env,
  PYTHONPATH: PACKAGE,
  PYTHONDONTWRITEBYTECODE: '1',
  PYTHONUNBUFFERED: '1',
};

/** What a script prints that finds the client and nothing else that is installed on this machine. Throws when it fails. */
export async function runPython(script: string, env: Record<string, string>): Promise<string> {
  const options = { env: { ...SURROUNDINGS, ...env }, timeout: 60_000 };
  return (await promisify(execFile)(python(), ['-S', '-c', script], options)).stdout;
}

/** The Python client, in a process of its own. */
export async function openPythonClient({ token, ...settings }: Opening): Promise<DrivenClient> {
  const child = spawn(python(), [DRIVER, JSON.stringify(settings)], { env: { ...SURROUNDINGS, OPSDB_TOKEN: token } });
  let written = '';
  child.stdout.on('data', (text) => (written += text));
  child.stderr.on('data', (text) => (written += text));
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`the driver ended: ${written}`)));
  ended.catch(() => {});
  const ask = async (what: string, name: string, { body, ...named }: Arguments = {}): Promise<Outcome> => {
    const answered = once(lines, 'line');
    child.stdin.write(`${JSON.stringify({ what, name, args: body === undefined ? [] : [body], named })}\n`);
    const [line] = await Promise.race([answered, ended]);
    return JSON.parse(line);
  };
  return {
    call: (name, named) => ask('call', name, named),
    each: (name, named) => ask('each', name, named),
    shown: () => written,
    close: async () => {
      child.stdin.end();
      await ended.catch(() => {});
    },
  };
}
