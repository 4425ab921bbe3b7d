import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { API, addressOf, asked, page, sentAs } from './api-call.ts';
import { putCommon, type StoredRule, type StoredTrigger } from './entities.ts';
import { malformed, Refusal } from './refusal.ts';
import type { Whisk } from './whisk.ts';
import { afterPut, found } from './whisk-state.ts';

const put = z.object(putCommon);
const rulePut = z.object({ ...putCommon, trigger: z.string().optional(), action: z.string().optional() });
const statusPost = z.object({ status: z.enum(['active', 'inactive']) });

/** Triggers and rules: our reading of Triggers.scala and Rules.scala. */
export function serveTriggers(app: FastifyInstance, whisk: Whisk): void {
  const triggers = `${API}/namespaces/:namespace/triggers`;
  app.get(triggers, async (request) => {
    const { namespace } = addressOf(whisk, request);
    const all = whisk.state.triggers.values().filter((trigger) => trigger.namespace === namespace);
    return asked(request).count ? { triggers: all.length } : page(all, request).map((trigger) => inApi(whisk, trigger));
  });
  app.get(`${triggers}/:name`, async (request) => inApi(whisk, triggerOf(whisk, request)));
  app.put(`${triggers}/:name`, async (request) => {
    const { namespace, name } = addressOf(whisk, request);
    const old = whisk.state.triggers.get(`${namespace}/${name}`);
    if (old !== undefined && !asked(request).overwrite) throw new Refusal(409, 'resource already exists');
    const trigger = { namespace, name, ...afterPut(sentAs(request, put), old) };
    return inApi(whisk, whisk.state.triggers.put(`${namespace}/${name}`, trigger));
  });
  app.delete(`${triggers}/:name`, async (request) => {
    const trigger = triggerOf(whisk, request);
    whisk.state.triggers.delete(`${trigger.namespace}/${trigger.name}`);
    return inApi(whisk, trigger);
  });
  app.post(`${triggers}/:name`, async (request, reply) => {
    const payload = sentAs(request, z.record(z.string(), z.unknown()));
    const begun = whisk.fire(addressOf(whisk, request).account, triggerOf(whisk, request), payload);
    return begun === 0 ? reply.status(204).send() : reply.status(202).send({ activationId: newId() });
  });
  serveRules(app, whisk);
}

const newId = () => randomUUID().replaceAll('-', '');

function serveRules(app: FastifyInstance, whisk: Whisk): void {
  const rules = `${API}/namespaces/:namespace/rules`;
  app.get(rules, async (request) => {
    const { namespace } = addressOf(whisk, request);
    const all = whisk.state.rules.values().filter((rule) => rule.namespace === namespace);
    return asked(request).count ? { rules: all.length } : page(all, request).map(ruleInApi);
  });
  app.get(`${rules}/:name`, async (request) => ruleInApi(ruleOf(whisk, request)));
  app.put(`${rules}/:name`, async (request) => updateRule(whisk, request));
  app.delete(`${rules}/:name`, async (request) => {
    const rule = ruleOf(whisk, request);
    whisk.state.rules.delete(`${rule.namespace}/${rule.name}`);
    return ruleInApi(rule);
  });
  app.post(`${rules}/:name`, async (request, reply: FastifyReply) => {
    const rule = ruleOf(whisk, request);
    const { status } = sentAs(request, statusPost);
    const is_same = rule.status === status;
    whisk.state.rules.put(`${rule.namespace}/${rule.name}`, { ...rule, status });
    return reply.status(is_same ? 200 : 202).send();
  });
}

function triggerOf(whisk: Whisk, request: FastifyRequest): StoredTrigger {
  const { namespace, name } = addressOf(whisk, request);
  return found(whisk.state.triggers.get(`${namespace}/${name}`));
}

function ruleOf(whisk: Whisk, request: FastifyRequest): StoredRule {
  const { namespace, name } = addressOf(whisk, request);
  return found(whisk.state.rules.get(`${namespace}/${name}`));
}

async function updateRule(whisk: Whisk, request: FastifyRequest) {
  const { namespace, name } = addressOf(whisk, request);
  const sent = sentAs(request, rulePut);
  const old = whisk.state.rules.get(`${namespace}/${name}`);
  if (old !== undefined && !asked(request).overwrite) throw new Refusal(409, 'resource already exists');
  const trigger = sent.trigger === undefined ? old?.trigger : within(namespace, sent.trigger);
  const action = sent.action === undefined ? old?.action : within(namespace, sent.action);
  if (trigger === undefined || action === undefined) throw malformed('rule requires a trigger and an action');
  const [package_name, short] = action.includes('/') ? action.split('/') : [null, action];
  if (whisk.state.triggers.get(`${namespace}/${trigger}`) === undefined)
    throw new Refusal(400, `trigger '${trigger}' does not exist`);
  whisk.state.resolve(namespace, package_name ?? null, short ?? '');
  const rule: StoredRule = {
    namespace,
    name,
    trigger,
    action,
    status: old?.status ?? 'active',
    ...afterPut(sent, old),
  };
  return ruleInApi(whisk.state.rules.put(`${namespace}/${name}`, rule));
}

/** A name as it is in a namespace: `/ns/name`, `/_/package/name` or the name itself. Throws a Refusal for one of another namespace. */
function within(own: string, name: string): string {
  if (!name.startsWith('/')) return name;
  const [namespace, ...rest] = name.slice(1).split('/');
  if (namespace !== '_' && namespace !== own) throw malformed(`'${name}' is in another namespace`);
  return rest.join('/');
}

function inApi({ state }: Whisk, { revision: _, ...trigger }: StoredTrigger) {
  const rules = state.rules
    .values()
    .filter((rule) => rule.namespace === trigger.namespace && rule.trigger === trigger.name)
    .map((rule) => [
      `${rule.namespace}/${rule.name}`,
      { action: place(rule.namespace, rule.action), status: rule.status },
    ]);
  return { ...trigger, limits: {}, rules: Object.fromEntries(rules) };
}

const ruleInApi = ({ revision: _, parameters: __, ...rule }: StoredRule) => ({
  ...rule,
  trigger: place(rule.namespace, rule.trigger),
  action: place(rule.namespace, rule.action),
});

function place(namespace: string, named: string) {
  const [first = '', second] = named.split('/');
  return second === undefined ? { path: namespace, name: first } : { path: `${namespace}/${first}`, name: second };
}
