import { expect, test } from 'vitest';
import { CONFIG_KEYS, parseConfig } from '../../lib/kernel/config.ts';

const MAIN = {
  SITE_NAME: 'cologne',
  SITE_TYPE: 'main',
  MAIN_DATABASE_URL: 'postgres://ops_api@127.0.0.1:5432/ops_db',
  LOCAL_DATABASE_URL: 'postgresql://ops_api@127.0.0.1:5432/ops_db',
};
const SECONDARY = {
  ...MAIN,
  SITE_NAME: 'observatory',
  SITE_TYPE: 'secondary',
  DURABLE_REDIS_URL: 'redis://127.0.0.1:6379',
  VOLATILE_REDIS_URL: 'rediss://127.0.0.1:6380/1',
};

/** The message of the refusal; empty when the settings are accepted. */
function refusal(source: Record<string, unknown>): string {
  try {
    parseConfig(source);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('a site needs its name, its type and its databases; everything else has a default', () => {
  expect(parseConfig(MAIN)).toMatchObject({
    ...MAIN,
    CRITICAL_OPERATIONS_BUFFER: true,
    TRANSACTION_BUFFER_SIZE: 100_000,
  });
  expect(refusal({})).toMatch(/SITE_NAME.*SITE_TYPE.*MAIN_DATABASE_URL.*LOCAL_DATABASE_URL/s);
});

test('a secondary also needs both its Redis servers, and both are asked for at once', () => {
  expect(parseConfig(SECONDARY).SITE_TYPE).toBe('secondary');
  const { DURABLE_REDIS_URL: _, VOLATILE_REDIS_URL: __, ...without } = SECONDARY;
  expect(refusal(without)).toMatch(/DURABLE_REDIS_URL: required at a secondary site; VOLATILE_REDIS_URL: required/);
  expect(refusal({ ...MAIN })).toBe('');
});

test('every wrong setting is named at once, and no value is ever in the message', () => {
  const wrong = {
    SITE_NAME: 'Secret Name',
    SITE_TYPE: 'secret-type',
    MAIN_DATABASE_URL: 'mysql://user:secret-1@host/db',
    LOCAL_DATABASE_URL: 'secret-2',
    DURABLE_REDIS_URL: 'http://:secret-3@host',
    CRITICAL_OPERATIONS_BUFFER: 'secret-4',
    TRANSACTION_BUFFER_SIZE: 'secret-5',
    DRAIN_BATCH_SIZE: '0',
    BREAKER_MS: '1.5',
    LINK_CALL_TIMEOUT_MS: '987654321',
  };
  const message = refusal(wrong);
  for (const key of Object.keys(wrong)) expect(message).toContain(`${key}: `);
  for (const value of [/secret/i, /mysql/, /987654321/]) expect(message).not.toMatch(value);
});

test('settings of other programs are passed over, and an empty text counts as absent', () => {
  const parsed = parseConfig({ ...MAIN, PATH: '/bin', DRAIN_BATCH_SIZE: '', DURABLE_REDIS_URL: '', npm_config_x: 1 });
  expect(parsed.DRAIN_BATCH_SIZE).toBe(250);
  for (const key of Object.keys(parsed)) expect(CONFIG_KEYS).toContain(key);
});

test('numbers and flags are read from text, and from the values a deployment binds', () => {
  expect(parseConfig({ ...MAIN, DRAIN_IN_FLIGHT: '8', CRITICAL_OPERATIONS_BUFFER: 'false' })).toMatchObject({
    DRAIN_IN_FLIGHT: 8,
    CRITICAL_OPERATIONS_BUFFER: false,
  });
  expect(parseConfig({ ...MAIN, DRAIN_IN_FLIGHT: 8 }).DRAIN_IN_FLIGHT).toBe(8);
});

test.each(['TRUE', '1', 'yes', 'on'])('a flag is true or false and nothing else: %s', (flag) => {
  expect(refusal({ ...MAIN, CRITICAL_OPERATIONS_BUFFER: flag })).toContain('CRITICAL_OPERATIONS_BUFFER');
});
