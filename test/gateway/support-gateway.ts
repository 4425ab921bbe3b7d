import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { type GatewayConfig, parseGatewayConfig } from '../../infra/gateway/config.ts';
import { openGateway } from '../../infra/gateway/gateway.ts';
import { type PublishedFunction, publishedFunctions } from '../../infra/gateway/published.ts';
import type { Upstream } from '../../infra/gateway/upstream.ts';
import type { Site } from '../../lib/flow/site.ts';
import type { Log } from '../../lib/kernel/log.ts';
import { type Answered, answered } from '../support/api.ts';
import { TOKENS } from '../support/sites.ts';

/** A gateway that listens, and how a test speaks to it. */
export interface TestGateway {
  app: FastifyInstance;
  port: number;
  url: string;
  /** How often it was told that something had been recorded. */
  recorded(): number;
  call(method: string, path: string, options?: { body?: string; headers?: Record<string, string> }): Promise<Answered>;
}

/** Settings of a gateway, those given besides what every one needs. */
export function gatewayConfig(settings: Record<string, string> = {}): GatewayConfig {
  return parseGatewayConfig({ GATEWAY_UPSTREAM: 'in_process', ...settings });
}

/** Starts a gateway on a port the system picks; the test closes the app. */
export async function startGateway(
  site: Site,
  upstream: Upstream,
  settings: Record<string, string> = {},
  functions?: PublishedFunction[],
): Promise<TestGateway> {
  let count = 0;
  const recorded = () => {
    count += 1;
  };
  const endpoints = functions ?? (await publishedFunctions(undefined));
  const app = await openGateway({ config: gatewayConfig(settings), site, upstream, endpoints, recorded });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    app,
    port,
    url,
    recorded: () => count,
    call: async (method, path, { body, headers = {} } = {}) =>
      answered(
        await fetch(url + path, {
          method,
          headers: { authorization: `Bearer ${TOKENS.service}`, 'content-type': 'application/json', ...headers },
          ...(body === undefined ? {} : { body }),
          redirect: 'manual',
        }),
      ),
  };
}

/** A log that keeps its lines. */
export function keptLog(): Log & { lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const keep =
    (level: string) =>
    (event: string, fields: Record<string, unknown> = {}) =>
      void lines.push({ level, event, ...fields });
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/** The environment a process needs to open the same site. */
export function environmentOf({ config }: Site): Record<string, string> {
  const { SITE_NAME, SITE_TYPE, MAIN_DATABASE_URL, LOCAL_DATABASE_URL, VOLATILE_REDIS_URL = '' } = config;
  const { DURABLE_REDIS_URL = '', SESSION_KEYS } = config;
  const urls = { MAIN_DATABASE_URL, LOCAL_DATABASE_URL, VOLATILE_REDIS_URL, DURABLE_REDIS_URL };
  return { SITE_NAME, SITE_TYPE, ...urls, SESSION_KEYS: JSON.stringify(SESSION_KEYS) };
}
