import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../lib/kernel/config.ts';
import { ROOT } from '../tidy/sources.ts';
import { PRODUCTION } from './server-pair.ts';

const read = (name: string) => readFileSync(path.join(PRODUCTION, name), 'utf8');
const page = readFileSync(path.join(ROOT, 'docs/deploy.md'), 'utf8');

describe('systemd', () => {
  const units = readdirSync(path.join(PRODUCTION, 'systemd'));
  /** What every unit says, line by line, without comments. */
  const linesOf = (name: string) =>
    read(`systemd/${name}`)
      .split('\n')
      .flatMap((line) => {
        const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
        return key === undefined || value === undefined ? [] : [{ key, value }];
      });
  const values = (name: string, form: RegExp) =>
    linesOf(name)
      .filter(({ key }) => form.test(key))
      .map(({ value }) => value);
  const services = units.filter((name) => name.endsWith('.service'));
  const timers = units.filter((name) => name.endsWith('.timer'));

  test.each(services)('%s starts what is there', (name) => {
    const commands = values(name, /^Exec/);
    expect(commands).not.toEqual([]);
    for (const command of commands) {
      const [program = ''] = command.split(' ');
      const own = program.replace(/^\/opt\/ops-db\//, '');
      if (own === program)
        expect(['/usr/bin/node', '/usr/bin/redis-server', '/usr/bin/find', '/bin/sh']).toContain(program);
      else expect(existsSync(path.join(ROOT, own))).toBe(true);
      const files = command.match(/(?<=\s)infra\/[\w/.-]+/g) ?? [];
      if (files.length > 0) expect(values(name, /^WorkingDirectory$/)).toEqual(['/opt/ops-db']);
      expect(files.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
      const configurations = command.match(/(?<=\/etc\/ops-db\/)[\w/.-]+/g) ?? [];
      expect(configurations.filter((file) => !existsSync(path.join(PRODUCTION, file)))).toEqual([]);
    }
    const users = values(name, /^User$/);
    expect(['postgres', 'redis', 'ops-db']).toContain(users[0]);
    for (const file of values(name, /^EnvironmentFile$/)) expect(page).toContain(file.replace(/^-/, ''));
  });

  test('every verb of npm run site that a unit uses is one, with the options it has', () => {
    const { stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', 'infra/operate/operate.ts'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    const usage = new Map(
      [...stderr.matchAll(/site -- ([\w-]+)(.*)/g)].map(([, verb = '', options = '']) => [verb, options]),
    );
    const used = services
      .flatMap((name) => values(name, /^Exec/))
      .flatMap((command) => [...command.matchAll(/operate\.ts ([\w-]+)(.*)/g)]);
    expect(used.map(([, verb]) => verb).sort()).toEqual([
      'backup-database',
      'backup-redis',
      'prepare-redis',
      'prepare-redis',
    ]);
    for (const [, verb = '', options = ''] of used)
      for (const option of options.match(/--\w+/g) ?? []) expect(usage.get(verb)).toContain(option);
  });

  test('before a start, the durable Redis is made a pair with its copy, and one that could destroy the copy is not started', () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'ops-db-prepare-'));
    const [first, copy] = [path.join(dir, 'first'), path.join(dir, 'copy')];
    const prepare = () => {
      const words = ['infra/operate/operate.ts', 'prepare-redis', '--data', first, '--copy', copy];
      return spawnSync(process.execPath, ['--import', 'tsx', ...words], { cwd: ROOT, encoding: 'utf8' });
    };
    try {
      expect(prepare()).toMatchObject({ status: 0, stderr: '' });
      rmSync(first, { recursive: true });
      expect(prepare()).toMatchObject({ status: 1, stderr: expect.stringContaining('does not hold the data') });
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  test.each(timers)('%s has its service, and is started with the others', (name) => {
    expect(services).toContain(name.replace(/timer$/, 'service'));
    expect(values(name, /^OnCalendar$/)).toHaveLength(1);
    expect(values(name, /^WantedBy$/)).toEqual(['timers.target']);
  });

  test('what is scheduled is scheduled everywhere: each function once, in the timer and in docker-compose.yml', () => {
    const scheduled = readdirSync(path.join(ROOT, 'functions/scheduled'))
      .map((file) => path.basename(file, '.ts'))
      .sort();
    const listed = (text: string) => /alarms\.sh((?: [a-z]+(?:-[a-z]+)+)+)/.exec(text)?.[1]?.trim().split(' ').sort();
    expect(listed(read('systemd/ops-db-alarms.service'))).toEqual(scheduled);
    expect(listed(readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8'))).toEqual(scheduled);
  });
});

describe('the firewall', () => {
  const ports = (text: string) =>
    [...text.matchAll(/tcp dport (?:\{ ([\d, ]+) \}|(\d+))/g)].flatMap(([, several, one]) =>
      (several ?? one ?? '').split(', ').map(Number),
    );
  const setting = (file: string, name: RegExp) => Number(name.exec(read(file))?.[1]);

  test.each(['cologne', 'observatory'])('%s.nft lets in what the page lists and nothing else', (site) => {
    const text = read(`firewall/${site}.nft`);
    expect(text.match(/policy drop;/g)).toHaveLength(1);
    expect(text.split('{')).toHaveLength(text.split('}').length);
    const rows = page.split('\n').filter((line) => /^\| (Cologne|observatory|either) \|/.test(line));
    const listed = rows
      .filter((row) => new RegExp(`^\\| (${site}|either) \\|`, 'i').test(row))
      .flatMap((row) => {
        const cell = row.split('|')[2] ?? '';
        const everywhere = cell.replace(/; at the observatory.*/, site === 'observatory' ? ', 6379/tcp' : '');
        return (everywhere.match(/\d+/g) ?? []).map(Number);
      });
    expect([...new Set(ports(text))].sort()).toEqual([...new Set(listed)].sort());
    // Whoever is not named is not let in: everything but what people use has a source.
    const open = text.split('\n').filter((line) => /^ +tcp dport/.test(line));
    expect(open.map((line) => ports(line))).toEqual(site === 'cologne' ? [[443]] : []);
  });

  test('its ports are those of the configuration files', () => {
    const servers = [
      setting('postgresql/replica.conf', /port=(\d+)/),
      setting('redis/durable.conf', /^tls-port (\d+)/m),
      setting('redis/volatile.conf', /^tls-port (\d+)/m),
    ];
    expect(servers).toEqual([5432, 6379, 6380]);
    expect(ports(read('firewall/observatory.nft'))).toEqual(expect.arrayContaining(servers));
  });

  test.each(['cologne', 'observatory'])(
    '%s.nft names only sources it defines; nft reads it, where there is one',
    (site) => {
      const text = read(`firewall/${site}.nft`);
      const defined = [...text.matchAll(/^define (\w+) = \{ [\d./, ]+ \}$/gm)].map(([, name]) => name);
      const used = new Set([...text.matchAll(/\$(\w+)/g)].map(([, name]) => name));
      expect([...used].sort()).toEqual(defined.sort());
      const { error, stderr } = spawnSync('nft', ['-c', '-f', path.join(PRODUCTION, `firewall/${site}.nft`)], {
        encoding: 'utf8',
      });
      // Who is not root may read the file and not the kernel's tables.
      if (error === undefined) expect(stderr).not.toMatch(/syntax error|unknown identifier|Could not resolve/);
    },
  );
});

describe('the settings of a site', () => {
  test.each([
    ['main', 'cologne'],
    ['observatory', 'observatory'],
  ])('sites/%s.env is read alike by a shell and by a site, once its blanks are filled in', (file, name) => {
    const pem = '-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----';
    const text = read(`sites/${file}.env`)
      .replaceAll(/<password of \w+>/g, '0123abc')
      .replace('<ca.crt in one line>', pem)
      .replaceAll(/^SESSION_KEYS=.*$/gm, '');
    expect(text.replaceAll(/^#.*$/gm, '')).not.toMatch(/[<>]/);
    const environment = execFileSync('env', ['-i', 'sh', '-c', `set -a\n${text}\nenv`], { encoding: 'utf8' });
    const settings = Object.fromEntries(
      environment.split('\n').map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]),
    );
    const config = parseConfig(settings);
    expect([config.SITE_NAME, config.CA_CERTIFICATE]).toEqual([name, pem.replaceAll('\\n', '\n')]);
    for (const url of [config.MAIN_DATABASE_URL, config.LOCAL_DATABASE_URL]) {
      expect(new URL(url).searchParams.get('sslmode')).toBe('verify-full');
      expect(new URL(url).password).toBe('0123abc');
    }
    for (const url of [config.DURABLE_REDIS_URL, config.VOLATILE_REDIS_URL])
      if (url !== undefined) expect(new URL(url).protocol).toBe('rediss:');
  });
});
