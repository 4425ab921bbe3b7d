import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { installedProgram } from '../../infra/servers/installed-program.ts';
import { endpoints } from '../functions/endpoints.ts';
import { nextTime } from '../functions/expect.ts';
import { startSiteServer } from '../support/site-server.ts';
import { openSites, type Sites, TOKENS } from '../support/sites.ts';
import { answerOf, problemOf } from './client.ts';
import { type FaultyProxy, PREFIX, startFaultyProxy } from './faulty-proxy.ts';
import { openPythonClient, runPython } from './python.ts';

const SETTINGS = { token: TOKENS.service, timeout_s: 5, deadline_s: 10 };

let sites: Sites;
let server: Awaited<ReturnType<typeof startSiteServer>>;
let folder: string;
let plain: FaultyProxy;
let secure: FaultyProxy;

beforeAll(async () => {
  sites = await openSites(inject('servers'));
  server = await startSiteServer();
  server.serve(sites.observatory);
  folder = mkdtempSync(path.join(tmpdir(), 'ops-db-clients-'));
  plain = await startFaultyProxy(server.url);
  secure = await startFaultyProxy(server.url, certificate());
});
afterAll(async () => {
  for (const one of [plain, secure, server]) await one?.close();
  rmSync(folder, { recursive: true, force: true });
  await sites?.close();
});

/** A certificate of 127.0.0.1 that nobody knows. */
function certificate() {
  const openssl = installedProgram({
    names: ['openssl'],
    debian_package: 'openssl',
    advice: { macos: 'brew install openssl', elsewhere: 'the package openssl of your system' },
    say: (line) => console.log(line),
  });
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync(openssl, ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', cert], { stdio: 'pipe' });
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

/** Runs a script with a client of the observatory, and answers what it prints. */
const run = (script: string) =>
  runPython(`import datetime, json, os, ops_db\ndb = ops_db.OpsDB(os.environ['OPSDB_URL'])\n${script}`, {
    OPSDB_URL: plain.url,
    OPSDB_TOKEN: TOKENS.service,
  });

describe('the file', () => {
  test('is Python 3.9', async () => {
    const parse = 'import ast; ast.parse(open(ops_db.__file__).read(), feature_version=(3, 9)); print("yes")';
    expect(await run(parse)).toBe('yes\n');
  });

  test('has one method per endpoint, each with what it says of itself and a type for every argument and its answer', async () => {
    const told = `
import inspect
methods = {name: method for name, method in vars(ops_db.OpsDB).items() if not name.startswith('_')}
print(json.dumps({name: [
    inspect.getdoc(method) or '',
    [one.name for one in inspect.signature(method).parameters.values() if one.name != 'self' and one.annotation is one.empty],
    inspect.signature(method).return_annotation is inspect.Signature.empty,
] for name, method in methods.items()}))`;
    const methods: Record<string, [string, string[], boolean]> = JSON.parse(await run(told));
    const wanted = endpoints.map(({ file, declared: { method, path } }) => ({
      name: file.replace(/\.ts$/, '').replaceAll(/\W/g, '_'),
      title: `${method} ${path}.`,
    }));
    expect(Object.keys(methods).sort()).toEqual(wanted.map(({ name }) => name).sort());
    for (const { name, title } of wanted) {
      const [doc = '', ...rest] = methods[name] ?? [];
      expect(doc.replaceAll(/\s+/g, ' ')).toContain(title);
      expect([name, ...rest]).toEqual([name, [], false]);
    }
  });
});

describe('https', () => {
  test('works where the certificate is known', async () => {
    const client = await openPythonClient({ ...SETTINGS, url: secure.url, cafile: path.join(folder, 'cert.pem') });
    expect(await answerOf(client.call('site-info'))).toMatchObject({ site_type: 'secondary' });
    secure.meet('answer_cut');
    expect(await answerOf(client.call('site-info'))).toMatchObject({ site_type: 'secondary' });
    await client.close();
  });

  test('a certificate nobody knows is refused at once, before anything is sent', async () => {
    secure.passed.length = 0;
    const client = await openPythonClient({ ...SETTINGS, url: secure.url });
    const { code, detail } = await problemOf(client.call('site-info'));
    await client.close();
    expect([code, detail]).toEqual(['client.no_answer', expect.stringContaining('CERTIFICATE_VERIFY_FAILED')]);
    expect(detail).not.toContain('attempts');
    expect(secure.passed).toEqual([]);
  });
});

describe('what is sent', () => {
  const sentBy = async (script: string) => {
    plain.passed.length = 0;
    await run(script);
    return plain.passed.map(({ path, body }) => ({ path, body: body === '' ? undefined : JSON.parse(body) }));
  };

  test('times with a time zone as text, NULL as null, and nothing of what is None', async () => {
    const start_time = nextTime();
    const [{ body } = expect.fail('nothing was sent')] = await sentBy(`
start_time = datetime.datetime.fromisoformat('${start_time.replace('Z', '+00:00')}')
db.executed_obs_units_start(obs_unit_id=1, start_time=start_time, comment=ops_db.NULL, mean_pwv_mm=None)`);
    expect(body).toEqual({ obs_unit_id: 1, start_time: start_time.replace('Z', '+00:00'), comment: null });
  });

  test('truth values, several values and NULL in a query, and an id that is no plain word in a path', async () => {
    const [list, one] = await sentBy(`
db.executed_obs_units_list(end_time=ops_db.NULL, status=['running', 'failed'], limit=1)
try:
    db.obs_unit_by_id('a/b ?')
except ops_db.Problem as problem:
    assert problem.status == 422`);
    const [path, query] = list?.path.split('?') ?? [];
    expect([path, query?.split('&').sort()]).toEqual([
      '/executed_obs_units',
      ['end_time=null', 'limit=1', 'status=failed', 'status=running'],
    ]);
    expect(one?.path).toBe('/obs_unit/a%2Fb%20%3F');
    const [flag] = await sentBy('db.obs_unit_list(available=True)');
    expect(flag?.path).toBe('/obs_unit?available=true');
  });

  test('behind a prefix, with a slash at the end of the address or without', async () => {
    const sent = await sentBy(`
for url in (os.environ['OPSDB_URL'] + '${PREFIX}', os.environ['OPSDB_URL'] + '${PREFIX}/'):
    assert ops_db.OpsDB(url).site_info()['site_type'] == 'secondary'`);
    expect(sent.map(({ path }) => path)).toEqual([`${PREFIX}/site/info`, `${PREFIX}/site/info`]);
  });
});

describe('a mistake in the script is told before anything is sent', () => {
  test.each([
    ['a time without a time zone', 'db.executed_obs_units_start(obs_unit_id=1, start_time=datetime.datetime.now())'],
    ['what is no number', "db.executed_obs_units_start(obs_unit_id=1, mean_pwv_mm=float('nan'))"],
    ['what is no JSON', 'db.executed_obs_units_start(obs_unit_id=1, comment=db)'],
    ['an argument there is not', 'db.executed_obs_units_start(obs_unit=1)'],
    ['an argument that is missing', 'db.executed_obs_units_start()'],
  ])('%s', async (_, call) => {
    plain.passed.length = 0;
    const script = `
try:
    ${call}
except (TypeError, ValueError) as error:
    print('told:', error)`;
    expect(await run(script)).toMatch(/^told: /);
    expect(plain.passed).toEqual([]);
  });

  test('an address or a token that is none, without showing either', async () => {
    const printed = await run(`
for url, token in [('https://me:hidden@x', 't'), ('ftp://x', 't'), ('x', 't'), ('http://x?token=hidden', 't'), ('http://x', 'hid\\nden'), ('http://x', 'hidden ')]:
    try:
        ops_db.OpsDB(url, token)
        print('accepted')
    except ValueError as error:
        print(error)
del os.environ['OPSDB_TOKEN']
try:
    ops_db.OpsDB('http://x')
except ValueError as error:
    print(error)`);
    expect(
      printed
        .trim()
        .split('\n')
        .map((line) => line.slice(0, 15)),
    ).toEqual([
      ...Array.from({ length: 4 }, () => 'url must be lik'),
      ...Array.from({ length: 3 }, () => 'no usable token'),
    ]);
    expect(printed).not.toMatch(/hid/);
  });
});
