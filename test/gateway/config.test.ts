import { expect, test } from 'vitest';
import { parseGatewayConfig } from '../../infra/gateway/config.ts';

test('every wrong setting is named at once, and no value', () => {
  const wrong = () =>
    parseGatewayConfig({
      GATEWAY_UPSTREAM: 'http',
      GATEWAY_PORT: 'hunter2',
      GATEWAY_STOP_MS: '-1',
      GATEWAY_CONNECTONS: '5',
      GATEWAY_FUNCTIONS_URL: 'ftp://hunter2',
    });
  expect(wrong).toThrow(/GATEWAY_PORT/);
  expect(wrong).toThrow(/GATEWAY_STOP_MS/);
  expect(wrong).toThrow(/GATEWAY_CONNECTONS/);
  expect(wrong).toThrow(/GATEWAY_FUNCTIONS_URL/);
  expect(wrong).not.toThrow(/hunter2/);
});

test.each([
  ['http', ['GATEWAY_FUNCTIONS_URL', 'GATEWAY_INVOKE_URL']],
  ['openwhisk', ['GATEWAY_OPENWHISK_URL', 'GATEWAY_OPENWHISK_SECRET', 'GATEWAY_OPENWHISK_KEY']],
])('%s needs what it says it needs', (GATEWAY_UPSTREAM, needed) => {
  for (const name of needed) expect(() => parseGatewayConfig({ GATEWAY_UPSTREAM })).toThrow(name);
});

test('the settings of other programs are passed over, an empty text is none', () => {
  const config = parseGatewayConfig({ GATEWAY_UPSTREAM: 'in_process', GATEWAY_PORT: '', PATH: '/bin' });
  expect(config).toMatchObject({ GATEWAY_PORT: 8080, GATEWAY_UPSTREAM: 'in_process' });
  expect(config).not.toHaveProperty('PATH');
});

test('no limit cuts an answer that may still come', () => {
  const { GATEWAY_HEADERS_MS, GATEWAY_REQUEST_MS, GATEWAY_SILENT_MS, GATEWAY_UPSTREAM_MS } = parseGatewayConfig({
    GATEWAY_UPSTREAM: 'in_process',
  });
  expect(GATEWAY_HEADERS_MS).toBeLessThan(GATEWAY_REQUEST_MS);
  // The longest wait for an answer is 55 s, an action's 60 s.
  expect(GATEWAY_UPSTREAM_MS).toBeGreaterThan(60_000);
  expect(GATEWAY_SILENT_MS).toBeGreaterThan(GATEWAY_UPSTREAM_MS);
});
