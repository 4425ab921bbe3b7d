import { randomUUID } from 'node:crypto';
import type { ContainerPool, Run } from './container-pool.ts';
import { nameInNamespace, type StoredAction, valueNamed } from './entities.ts';
import { Refusal } from './refusal.ts';
import type { WhiskLimits } from './whisk-limits.ts';
import type { Resolved } from './whisk-state.ts';

type Status = 'success' | 'application error' | 'action developer error' | 'whisk internal error';

/** The record of one run, as the API shows it. */
export interface Activation {
  activationId: string;
  namespace: string;
  name: string;
  version: string;
  /** Milliseconds since 1970. */
  start: number;
  end: number;
  duration: number;
  response: { status: Status; success: boolean; result: unknown };
  logs: string[];
  annotations: { key: string; value: unknown }[];
  publish: false;
}

/** An invocation that has begun. */
export interface Begun {
  id: string;
  done: Promise<Activation>;
}

/** Records that are kept, the latest. */
const KEPT = 1_000;

/** Runs actions and keeps what came of it. */
export class Activations {
  readonly #pool: ContainerPool;
  readonly #limits: WhiskLimits;
  readonly #kept = new Map<string, Activation>();

  constructor(pool: ContainerPool, limits: WhiskLimits) {
    this.#pool = pool;
    this.#limits = limits;
  }

  /** Begins one; `ended` is called when it is over. Throws a Refusal 413. */
  begin({ action, parameters }: Resolved, payload: Record<string, unknown>, key: string, ended: () => void): Begun {
    const id = randomUUID().replaceAll('-', '');
    const bound = Object.fromEntries(parameters.map((parameter) => [parameter.key, parameter.value]));
    const body = JSON.stringify({
      value: { ...bound, ...payload },
      namespace: action.namespace,
      action_name: `/${action.namespace}/${nameInNamespace(action)}`,
      action_version: action.version,
      activation_id: id,
      transaction_id: randomUUID().replaceAll('-', ''),
      deadline: String(Date.now() + action.limits.timeout),
      // Actions made before there was this annotation get the key.
      ...(valueNamed(action.annotations, 'provide-api-key') === false ? {} : { api_key: key }),
    });
    const size = Buffer.byteLength(JSON.stringify(payload));
    if (size > this.#limits.payload_bytes) {
      ended();
      throw tooLarge(size, this.#limits.payload_bytes);
    }
    return { id, done: this.#run(id, action, body).finally(ended) };
  }

  get(id: string): Activation | undefined {
    return this.#kept.get(id);
  }

  /** Those of a namespace, the latest first. */
  list(namespace: string): Activation[] {
    return [...this.#kept.values()].filter((activation) => activation.namespace === namespace).reverse();
  }

  async #run(activationId: string, action: StoredAction, body: string): Promise<Activation> {
    const start = Date.now();
    const run = await this.#pool.run(action, body);
    const end = Date.now();
    const activation: Activation = {
      activationId,
      namespace: action.namespace,
      name: action.name,
      version: action.version,
      start,
      end,
      duration: end - start,
      response: responseOf(run, action, this.#limits.result_bytes),
      logs: run.lines.map(({ stream, text }) => `${new Date(end).toISOString()} ${stream}: ${text}`),
      annotations: [
        { key: 'path', value: `${action.namespace}/${nameInNamespace(action)}` },
        { key: 'kind', value: action.exec.kind },
        { key: 'limits', value: action.limits },
      ],
      publish: false,
    };
    this.#kept.set(activationId, activation);
    for (const old of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(old);
    }
    return activation;
  }
}

/** Our reading of ActivationResult.scala: what a container's answer means. */
function responseOf({ outcome }: Run, action: StoredAction, limit: number): Activation['response'] {
  const failed = (error: unknown) => ({ status: 'action developer error' as const, success: false, result: { error } });
  const { during } = outcome;
  if (outcome.kind === 'timed out')
    return failed(
      `The action exceeded its time limits of ${action.limits.timeout} milliseconds${during === 'init' ? ' during initialization' : ''}.`,
    );
  if (outcome.kind === 'ended')
    return failed(
      during === 'init'
        ? 'The action did not initialize and exited unexpectedly.'
        : 'The action did not produce a valid response and exited unexpectedly.',
    );
  const { status, body } = outcome;
  const size = Buffer.byteLength(body);
  if (size > limit) return applicationError(truncated(body, size, limit));
  const result = parsed(body);
  const is_object = typeof result === 'object' && result !== null;
  const error = is_object && 'error' in result ? result.error : undefined;
  const invalid =
    during === 'init'
      ? `The action failed during initialization: ${body}`
      : `The action did not produce a valid JSON response: ${body}`;
  if (status !== 200 || !is_object) return failed(error ?? invalid);
  return error === undefined ? { status: 'success', success: true, result } : applicationError(error);
}

const applicationError = (error: unknown) => ({
  status: 'application error' as const,
  success: false,
  result: { error },
});

/** What is left of a result that is too large says how it begins. */
const truncated = (body: string, size: number, limit: number) =>
  `The action produced a response that exceeded the allowed length: ${size} > ${limit} bytes. The truncated response was: ${body.slice(0, 1_000)}`;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A request that is larger than the operator allows. */
export const tooLarge = (size: number, limit: number) =>
  new Refusal(413, `Request larger than allowed: ${size} > ${limit} bytes.`);
