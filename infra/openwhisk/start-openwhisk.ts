import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { stopLeftovers } from '../servers/leftovers.ts';
import { Accounts } from './accounts.ts';
import { Activations } from './activations.ts';
import { serveAlarmFeeds } from './alarm-feed.ts';
import { Alarms } from './alarms.ts';
import { serveActions } from './api-actions.ts';
import { serveActivations } from './api-activations.ts';
import { servePackages } from './api-packages.ts';
import { serveTriggers } from './api-triggers.ts';
import type { LogLine } from './container.ts';
import { type ContainerInfo, ContainerPool } from './container-pool.ts';
import { Refusal } from './refusal.ts';
import { serveWebActions } from './web-actions.ts';
import { Whisk } from './whisk.ts';
import { SHIPPED, type WhiskLimits } from './whisk-limits.ts';
import { WhiskState } from './whisk-state.ts';

/** How a site is run. */
export interface OpenWhiskOptions {
  /** What is deployed stays in here; secrets bound to packages too, readable by its owner only. */
  dir: string;
  /** 0: any free one. */
  port: number;
  /** The key of each namespace, `name:secret`. */
  namespaces: Record<string, string>;
  /** Other limits than those OpenWhisk is shipped with. */
  limits?: Partial<WhiskLimits>;
  /** Other rates of single namespaces, as an operator can set them. */
  limits_of?: Record<string, Partial<WhiskLimits>>;
  /** The file of another runtime than our own, such as the real one's app.js. */
  runtime?: string;
  /** Told every line an action writes. */
  log?(line: LogLine): void;
}

/** A running site. */
export interface OpenWhisk {
  /** What the `openwhisk` client takes as `apihost`; web actions are at `/api/v1/web/<namespace>/<package>/<action>`. */
  url: string;
  namespaces: Record<string, string>;
  /** Those that run now. */
  containers(): ContainerInfo[];
  /** Ends every container at once, as a host that crashes does; the next call starts new ones. */
  killContainers(): Promise<void>;
  /** Fires the alarms due by that time, which the site's own clock does every second. */
  tick(now: Date): number;
  close(): Promise<void>;
}

/**
 * A stand-in for an OpenWhisk site in one process: its controller's REST API and web actions, its invoker's containers as processes,
 * its alarms. For tests and for trying things out: it isolates nothing, and what the real controller does we know by reading it only.
 */
export async function startOpenWhisk(options: OpenWhiskOptions): Promise<OpenWhisk> {
  const { dir, namespaces, limits_of = {}, runtime, log = () => {} } = options;
  const limits = { ...SHIPPED, ...options.limits };
  // Paused containers of a site that was killed do not notice it.
  await stopLeftovers(dir);
  const containers = path.join(dir, 'containers');
  rmSync(containers, { recursive: true, force: true });
  // A container knows nothing of the folders around it, and what they say of the modules in them.
  mkdirSync(containers, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(containers, 'package.json'), '{}\n');
  let url = '';
  const pool = new ContainerPool({ dir, runtime, api_host: () => url, log }, limits);
  const whisk = new Whisk({
    state: new WhiskState(dir),
    accounts: new Accounts(namespaces, (namespace) => ({ ...limits, ...limits_of[namespace] })),
    activations: new Activations(pool, limits),
    pool,
    limits,
  });
  const app = newApp(limits);
  for (const serve of [serveActions, serveActivations, serveAlarmFeeds, servePackages, serveTriggers, serveWebActions])
    serve(app, whisk);
  url = await app.listen({ host: '127.0.0.1', port: options.port });
  const alarms = new Alarms(whisk);
  const clock = setInterval(() => alarms.tick(new Date()), 1_000);
  return {
    url,
    namespaces,
    containers: () => pool.list(),
    killContainers: () => pool.kill(),
    tick: (now) => alarms.tick(now),
    close: async () => {
      clearInterval(clock);
      await pool.close();
      await app.close();
    },
  };
}

function newApp({ payload_bytes }: WhiskLimits): FastifyInstance {
  const app = Fastify({
    bodyLimit: payload_bytes,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 300 },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error: FastifyError, _request, reply) => refuse(reply, error));
  app.setNotFoundHandler((_request, reply) =>
    refuse(reply, new Refusal(404, 'The requested resource does not exist.')),
  );
  return app;
}

/** As the controller says it: what is wrong, and the number under which its log has more. */
function refuse(reply: FastifyReply, error: FastifyError | Refusal): FastifyReply {
  const status = error instanceof Refusal ? error.status : (error.statusCode ?? 500);
  const said = status === 500 ? 'There was an internal server error.' : error.message;
  if (status === 500) console.error(error);
  return reply.status(status).send({ error: said, code: randomUUID().replaceAll('-', '') });
}
