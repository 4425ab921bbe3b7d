import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { API, addressOf, asked, page, sentAs } from './api-call.ts';
import {
  type ActionLimits,
  type KeyValues,
  looksEncoded,
  merged,
  putCommon,
  type StoredAction,
  valueNamed,
} from './entities.ts';
import { malformed, Refusal } from './refusal.ts';
import { settled, type Whisk } from './whisk.ts';
import type { WhiskLimits } from './whisk-limits.ts';
import { actionKey, afterPut, found, isTrue, type Resolved } from './whisk-state.ts';

const put = z.object({
  ...putCommon,
  exec: z.object({ kind: z.string(), code: z.string(), main: z.string().optional() }).optional(),
  limits: z.object({ timeout: z.int(), memory: z.int(), logs: z.int(), concurrency: z.int() }).partial().optional(),
});

const KINDS = ['nodejs:18', 'nodejs:20', 'nodejs:default'];
const DEFAULTS: ActionLimits = { timeout: 60_000, memory: 256, logs: 10, concurrency: 1 };
/** Code is base64 of at most 48 MB. */
const CODE_LIMIT_BYTES = 50 * 1024 * 1024;

/** Actions: our reading of Actions.scala. Sequences are not among what this site can run. */
export function serveActions(app: FastifyInstance, whisk: Whisk): void {
  const all = `${API}/namespaces/:namespace/actions`;
  app.get(all, async (request) => {
    const { namespace } = addressOf(whisk, request);
    return listed(
      request,
      whisk.state.actions.values().filter((action) => action.namespace === namespace),
    );
  });
  app.get(`${all}/:package/`, async (request) => {
    const { namespace, package: name } = addressOf(whisk, request);
    const target = whisk.state.target(found(whisk.state.packages.get(`${namespace}/${name}`)));
    return listed(request, whisk.state.actionsOf(target));
  });
  for (const url of [`${all}/:name`, `${all}/:package/:name`]) {
    app.get(url, async (request) => {
      const { namespace, package: package_name, name } = addressOf(whisk, request);
      return shown(whisk.state.resolve(namespace, package_name, name), asked(request).code);
    });
    app.put(url, { bodyLimit: CODE_LIMIT_BYTES }, async (request) => update(whisk, request));
    app.delete(url, async (request) => remove(whisk, request));
    app.post(url, async (request, reply) => invoke(whisk, request, reply));
  }
}

const listed = (request: FastifyRequest, actions: StoredAction[]) =>
  asked(request).count
    ? { actions: actions.length }
    : page(actions, request).map((action) => {
        const { exec, parameters: _, ...rest } = inApi(action);
        return { ...rest, exec: { binary: exec.binary } };
      });

/** With the parameters it inherits, as the real one shows them. */
function shown({ action, parameters }: Resolved, with_code: boolean) {
  const { exec, ...rest } = inApi({ ...action, parameters });
  const { code, ...described } = exec;
  return { ...rest, exec: with_code ? { ...described, code } : described };
}

function inApi({ revision: _, package: package_name, ...action }: StoredAction) {
  return { ...action, namespace: package_name === null ? action.namespace : `${action.namespace}/${package_name}` };
}

async function update(whisk: Whisk, request: FastifyRequest) {
  const { namespace, package: package_name, name } = addressOf(whisk, request);
  const sent = sentAs(request, put);
  if (package_name !== null && found(whisk.state.packages.get(`${namespace}/${package_name}`)).binding !== null)
    throw new Refusal(400, 'Operation not permitted on package binding.');
  const key = actionKey({ namespace, package: package_name, name });
  const old = whisk.state.actions.get(key);
  if (old !== undefined && !asked(request).overwrite) throw new Refusal(409, 'resource already exists');
  const exec = sent.exec === undefined ? old?.exec : { ...sent.exec, binary: looksEncoded(sent.exec.code) };
  if (exec === undefined) throw new Refusal(400, 'exec undefined');
  if (!KINDS.includes(exec.kind)) throw malformed(`kind '${exec.kind}' not in Set(${KINDS.join(', ')})`);
  const kind = exec.kind === 'nodejs:default' ? 'nodejs:20' : exec.kind;
  const after = afterPut(sent, old);
  const action: StoredAction = {
    namespace,
    package: package_name,
    name,
    ...after,
    exec: { ...exec, kind },
    limits: within({ ...(old?.limits ?? DEFAULTS), ...defined(sent.limits ?? {}) }, whisk.limits),
    annotations: annotated(after.annotations, kind, old === undefined),
  };
  whisk.state.actions.put(key, action);
  whisk.pool.retire(action, action.revision);
  return inApi(action);
}

const defined = (limits: { [Name in keyof ActionLimits]?: number | undefined }): Partial<ActionLimits> =>
  Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));

/** New actions are given no key unless they ask for one; those that were there before keep theirs. */
function annotated(annotations: KeyValues, kind: string, is_new: boolean): KeyValues {
  const key =
    is_new && valueNamed(annotations, 'provide-api-key') === undefined
      ? [{ key: 'provide-api-key', value: false }]
      : [];
  return merged(annotations, key, [{ key: 'exec', value: kind }]);
}

/** The limits of an action, when the operator allows them. Throws a Refusal 400. */
function within(limits: ActionLimits, most: WhiskLimits): ActionLimits {
  const ranges = {
    timeout: [100, most.timeout_ms],
    memory: [128, most.memory_mb],
    logs: [0, 10],
    concurrency: [1, most.concurrency],
  } as const;
  for (const name of ['timeout', 'memory', 'logs', 'concurrency'] as const) {
    const [low, high] = ranges[name];
    if (limits[name] < low)
      throw malformed(`requirement failed: ${name} ${limits[name]} below allowed threshold of ${low}`);
    if (limits[name] > high)
      throw malformed(`requirement failed: ${name} ${limits[name]} exceeds allowed threshold of ${high}`);
  }
  return limits;
}

async function remove(whisk: Whisk, request: FastifyRequest) {
  const key = actionKey(addressOf(whisk, request));
  const action = found(whisk.state.actions.get(key));
  whisk.state.actions.delete(key);
  whisk.pool.retire(action);
  return inApi(action);
}

async function invoke(whisk: Whisk, request: FastifyRequest, reply: FastifyReply) {
  const payload = sentAs(request, z.record(z.string(), z.unknown()));
  const { blocking, result } = asked(request);
  const { account, namespace, package: package_name, name } = addressOf(whisk, request);
  const resolved = whisk.state.resolve(namespace, package_name, name);
  account.throttle.admit();
  const is_final = isTrue(resolved.action.annotations, 'final');
  if (is_final && resolved.parameters.some(({ key }) => key in payload))
    throw new Refusal(400, 'Request defines parameters that are not allowed (e.g., reserved properties).');
  const begun = whisk.invoke(account, resolved, payload);
  reply.header('x-openwhisk-activation-id', begun.id);
  const activation = blocking ? await settled(begun, whisk.limits.blocking_wait_ms) : undefined;
  begun.done.catch(() => {}); // who did not wait does not hear of it
  if (activation === undefined) return reply.status(202).send({ activationId: begun.id });
  const answer = result ? activation.response.result : activation;
  return reply.status(activation.response.success ? 200 : 502).send(answer);
}
