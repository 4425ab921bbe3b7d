import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { API, addressOf, asked, callerOf, page, sentAs } from './api-call.ts';
import { putCommon, type StoredPackage } from './entities.ts';
import { Refusal } from './refusal.ts';
import type { Whisk } from './whisk.ts';
import { afterPut, found } from './whisk-state.ts';

const put = z.object({
  ...putCommon,
  binding: z.union([z.object({ namespace: z.string(), name: z.string() }), z.strictObject({})]).optional(),
});

/** Namespaces and packages: our reading of Namespaces.scala and Packages.scala. */
export function servePackages(app: FastifyInstance, whisk: Whisk): void {
  app.get(`${API}/namespaces`, async (request) => [callerOf(whisk, request).namespace]);
  const all = `${API}/namespaces/:namespace/packages`;
  app.get(all, async (request) => {
    const { namespace } = addressOf(whisk, request);
    const packages = whisk.state.packages.values().filter((one) => one.namespace === namespace);
    return asked(request).count ? { packages: packages.length } : page(packages, request).map(inApi);
  });
  app.get(`${all}/:name`, async (request) => {
    const { namespace, name } = addressOf(whisk, request);
    const named = found(whisk.state.packages.get(`${namespace}/${name}`));
    const actions = whisk.state
      .actionsOf(whisk.state.target(named))
      .map(({ name, version, annotations }) => ({ name, version, annotations }));
    return { ...inApi(named), actions, feeds: [] };
  });
  app.put(`${all}/:name`, async (request) => update(whisk, request));
  app.delete(`${all}/:name`, async (request) => {
    const { namespace, name } = addressOf(whisk, request);
    const named = found(whisk.state.packages.get(`${namespace}/${name}`));
    const { length } = whisk.state.actionsOf(named);
    if (length > 0)
      throw new Refusal(
        409,
        `Package not empty (contains ${length} ${length === 1 ? 'entity' : 'entities'}). Set force param or delete package contents.`,
      );
    whisk.state.packages.delete(`${namespace}/${name}`);
    return inApi(named);
  });
}

const inApi = ({ revision: _, binding, ...rest }: StoredPackage) => ({ ...rest, binding: binding ?? {} });

async function update(whisk: Whisk, request: FastifyRequest) {
  const { namespace, name } = addressOf(whisk, request);
  const sent = sentAs(request, put);
  const key = `${namespace}/${name}`;
  const old = whisk.state.packages.get(key);
  if (old !== undefined && !asked(request).overwrite) throw new Refusal(409, 'resource already exists');
  const binding = bindingOf(whisk, namespace, sent.binding) ?? old?.binding ?? null;
  if (old !== undefined && old.binding === null && binding !== null)
    throw new Refusal(409, 'Resource is a package and cannot be converted into a binding.');
  return inApi(whisk.state.packages.put(key, { namespace, name, binding, ...afterPut(sent, old) }));
}

function bindingOf(whisk: Whisk, own: string, sent: z.output<typeof put>['binding']): StoredPackage['binding'] {
  if (sent === undefined || !('name' in sent)) return null;
  const binding = { namespace: sent.namespace === '_' ? own : sent.namespace, name: sent.name };
  const target = whisk.state.packages.get(`${binding.namespace}/${binding.name}`);
  if (target === undefined || (binding.namespace !== own && !target.publish))
    throw new Refusal(400, 'Binding references a package that does not exist.');
  if (target.binding !== null) throw new Refusal(400, 'Cannot bind to another package binding.');
  return binding;
}
