import { inspect } from 'node:util';
import { operationsOf } from '../../infra/clients/operations.ts';
import { each, type OpsDB, openOpsDB, Problem } from '../../infra/clients/typescript/client.ts';
import document from '../../infra/generated/openapi.json' with { type: 'json' };
import type { Arguments, DrivenClient, Opening, Outcome } from './client.ts';

type Request = (
  method: string,
  path: string,
  init: object,
) => Promise<{ data?: unknown; error?: unknown; response: Response }>;
type Each = (api: OpsDB, path: string, init: object) => AsyncIterable<unknown>;

const operations = new Map(operationsOf(document).map((operation) => [operation.name, operation]));

/** The TypeScript client, in this process. */
export async function openTypeScriptClient({ url, token, timeout_s, deadline_s }: Opening): Promise<DrivenClient> {
  const api = openOpsDB({ url, token, timeout_s, deadline_s });
  const shown: string[] = [];
  const settled = async (run: () => Promise<Outcome>): Promise<Outcome> => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const deep = { depth: 10, showHidden: true };
      shown.push(inspect(api, deep), inspect(error, deep), String(error), String(error.stack), JSON.stringify(error));
      return { problem: { ...error, errors: [...error.errors] }, shown };
    }
  };
  return {
    call: (name, named) =>
      settled(async () => {
        const { method, path, init } = placed(name, named);
        const { data, error, response } = await (api.request as unknown as Request)(method, path, init);
        return { answer: data ?? error, status: response.status, headers: Object.fromEntries(response.headers) };
      }),
    each: (name, named) =>
      settled(async () => {
        const { path, init } = placed(name, named);
        const answer: unknown[] = [];
        for await (const row of (each as unknown as Each)(api, path, init)) answer.push(row);
        return { answer };
      }),
    shown: () => shown.join('\n'),
    close: async () => {},
  };
}

/** The arguments of a call where the document says they belong. */
function placed(name: string, named: Arguments = {}) {
  const operation = operations.get(name);
  if (operation === undefined) throw new Error(`there is no operation ${name}`);
  const { body, idempotency_key, ...given } = named;
  const places = new Map(operation.parameters.map((parameter) => [parameter.name, parameter.where]));
  const at = (where: string | undefined) =>
    Object.fromEntries(Object.entries(given).filter(([key]) => places.get(key) === where));
  const header = idempotency_key === undefined ? {} : { 'Idempotency-Key': idempotency_key };
  const params = { path: at('path'), query: at('query'), header };
  const fields = operation.body === undefined ? {} : { body: body ?? at(undefined) };
  return { method: operation.method, path: operation.path, init: { params, ...fields } };
}
