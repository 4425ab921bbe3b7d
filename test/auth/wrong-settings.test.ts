import { afterEach, describe, expect, test, vi } from 'vitest';
import { main as action, handler } from '../../functions/site/openapi.ts';
import { newSessionKeys } from '../../infra/session-keys.ts';
import { parseConfig } from '../../lib/kernel/config.ts';

const PASSWORD = 'Pa55-of-the-database';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('wrong settings are named, and what is wrong with them, and never what they are', () => {
  const keys = newSessionKeys(['cologne', 'observatory'], new Date());
  const [d = ''] = /"d":"([^"]+)/.exec(keys.observatory ?? '')?.slice(1) ?? [];
  const good = {
    SITE_NAME: 'cologne',
    SITE_TYPE: 'main',
    MAIN_DATABASE_URL: `postgres://ops_api:${PASSWORD}@db/ops`,
    LOCAL_DATABASE_URL: `postgres://ops_api:${PASSWORD}@db/ops`,
  };
  const WRONG: [string, unknown][] = [
    ['MAIN_DATABASE_URL', `mysql://ops_api:${PASSWORD}@db/ops`],
    ['LOCAL_DATABASE_URL', `postgres//ops_api:${PASSWORD}@db/ops`],
    ['DURABLE_REDIS_URL', `http://:${PASSWORD}@redis`],
    ['VOLATILE_REDIS_URL', `${PASSWORD}`],
    ['SESSION_KEYS', keys.observatory],
    ['SESSION_KEYS', `${keys.cologne}${PASSWORD}`],
    ['SESSION_KEYS', (keys.cologne ?? '').replace('P-256', PASSWORD)],
    ['SESSION_KEYS', (keys.cologne ?? '').replaceAll(/"kid":"[^"]*"/g, `"kid":"${PASSWORD}"`)],
    ['SESSION_KEYS', `{"${PASSWORD}": 1}`],
    ['GITHUB_CLIENT_SECRET', { secret: PASSWORD }],
    ['GITHUB_TEAM_ROLE_MAPPING', `{"a/b": "${PASSWORD}"}`],
    ['CORS_ORIGINS', `https://ops:${PASSWORD}@x/y`],
    ['SESSION_ACCESS_S', PASSWORD],
  ];

  test.each(WRONG)('%s', async (name, value) => {
    const settings = { ...good, [name]: value };
    const wrong = expect.objectContaining({ message: expect.stringContaining(name) });
    const error = await Promise.resolve()
      .then(() => parseConfig(settings))
      .catch((thrown: Error) => thrown);
    expect(error).toEqual(wrong);
    const lines: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
    const acted = await action({ ...settings, __ow_method: 'get', __ow_path: '/openapi.json' });
    for (const [key, text] of Object.entries(settings)) vi.stubEnv(key, String(text));
    const http = { method: 'GET', sourceIp: '192.0.2.1' };
    const handled = typeof value === 'string' ? await handler({ rawPath: '/', requestContext: { http } }) : {};
    vi.restoreAllMocks();
    expect(lines.join('')).toContain('function.failed');
    const told = [String(error), ...lines, JSON.stringify([acted, handled])].join('\n');
    expect(told).not.toContain(PASSWORD);
    expect(told).not.toContain(d);
  });
});
