import { createHash } from 'node:crypto';
import openwhisk from 'openwhisk';
import * as z from 'zod';
import { RUNTIME } from '../build/manifest.ts';

/** Longer than the longest an action may run, and than the wait for a result. */
const ANSWER_MS = 90_000;
/** A namespace that has used up its minute is asked again until that is over. */
const MINUTE_MS = 65_000;
const AGAIN_MS = 2_000;

/** What OpenWhisk, or an action, answered in place of what was asked for. */
export class ControllerError extends Error {
  override readonly name = 'ControllerError';
  readonly status: number | undefined;

  constructor(asked: string, status: number | undefined, text: string) {
    super(`${asked}: ${status === undefined ? '' : `${status} `}${text}`);
    this.status = status;
  }
}

const keyValues = z
  .array(z.object({ key: z.string(), value: z.unknown() }))
  .transform((list) => Object.fromEntries(list.map(({ key, value }): [string, unknown] => [key, value])));

const action = z.object({
  exec: z.object({ kind: z.string(), code: z.string().default('') }),
  limits: z.object({ timeout: z.number(), memory: z.number(), concurrency: z.number().default(1) }),
  annotations: keyValues,
  parameters: keyValues.default({}),
});

/** An action as a site has it. */
export interface SiteAction {
  kind: string;
  /** The zip, and its SHA-256. */
  code: Buffer;
  digest: string;
  limits: { timeout: number; memory: number; concurrency: number };
  annotations: Record<string, unknown>;
  /** Those of its package included. */
  parameters: Record<string, unknown>;
}

const packageShape = z.object({
  parameters: keyValues.default({}),
  actions: z.array(z.object({ name: z.string() })).default([]),
});

const ruleShape = z.object({
  status: z.string(),
  action: z.object({ path: z.string(), name: z.string() }),
  trigger: z.object({ name: z.string() }),
});

const alarmShape = z.object({
  config: z.looseObject({ cron: z.string().optional() }),
  status: z.looseObject({
    active: z.boolean(),
    reason: z.unknown().optional(),
    dateChangedISO: z.unknown().optional(),
  }),
});

/** What the client can do with feeds; its own types know half of it. */
type Feeds = Record<'get' | 'create' | 'update' | 'delete', (options: object) => Promise<unknown>>;

/** One namespace of a site's OpenWhisk. Whatever it refuses is a ControllerError; whatever is not there, undefined. */
export class Controller {
  readonly #client: openwhisk.Client;
  readonly #feeds: Feeds;
  readonly #feed: string;

  constructor(api_host: string, { name, key }: { name: string; key: string }, alarms_feed: string) {
    this.#client = openwhisk({ apihost: api_host.replace(/\/+$/, ''), api_key: key, namespace: name });
    this.#feeds = this.#client.feeds as unknown as Feeds;
    this.#feed = alarms_feed;
  }

  async package(name: string): Promise<z.output<typeof packageShape> | undefined> {
    const found = await present(asked(`package ${name}`, () => this.#client.packages.get({ name })));
    return found === undefined ? undefined : packageShape.parse(found);
  }

  async putPackage(name: string, parameters: Readonly<Record<string, string>>): Promise<void> {
    const list = Object.entries(parameters).map(([key, value]) => ({ key, value }));
    await asked(`package ${name}`, () => this.#client.packages.update({ name, package: { parameters: list } }));
  }

  async action(name: string): Promise<SiteAction | undefined> {
    const found = await present(asked(`action ${name}`, () => this.#client.actions.get({ name })));
    if (found === undefined) return undefined;
    const { exec, ...rest } = action.parse(found);
    const code = Buffer.from(exec.code, 'base64');
    return { ...rest, kind: exec.kind, code, digest: createHash('sha256').update(code).digest('hex') };
  }

  async putAction(name: string, put: Pick<SiteAction, 'code' | 'limits' | 'annotations'>): Promise<void> {
    const { code, limits, annotations } = put;
    const wanted = { name, action: code, kind: RUNTIME, limits, annotations, params: {} };
    await asked(`action ${name}`, () => this.#client.actions.update(wanted as never));
  }

  async deleteAction(name: string): Promise<void> {
    await present(asked(`action ${name}`, () => this.#client.actions.delete({ name })));
  }

  /** What an action answers to a version probe. A failing action is a ControllerError, too. */
  probe(name: string): Promise<unknown> {
    const params = { ops_probe: 'version' };
    return asked(`action ${name}`, () => this.#client.actions.invoke({ name, blocking: true, result: true, params }));
  }

  async hasTrigger(name: string): Promise<boolean> {
    return (await present(asked(`trigger ${name}`, () => this.#client.triggers.get({ name })))) !== undefined;
  }

  async createTrigger(name: string): Promise<void> {
    const annotations = [{ key: 'feed', value: this.#feed }];
    await asked(`trigger ${name}`, () => this.#client.triggers.create({ name, trigger: { annotations } } as never));
  }

  async deleteTrigger(name: string): Promise<void> {
    await present(asked(`trigger ${name}`, () => this.#client.triggers.delete({ name })));
  }

  /** The alarm that fires a trigger; undefined when there is none. */
  async alarm(trigger: string): Promise<z.output<typeof alarmShape> | undefined> {
    const found = await present(asked(`alarm of ${trigger}`, () => this.#feeds.get(this.#fed(trigger))));
    return found === undefined ? undefined : alarmShape.parse(resultOf(found));
  }

  async changeAlarm(lifecycle: 'create' | 'update' | 'delete', trigger: string, cron?: string): Promise<void> {
    const params = cron === undefined ? {} : { cron };
    await asked(`alarm of ${trigger}`, () => this.#feeds[lifecycle]({ ...this.#fed(trigger), params }));
  }

  async rule(name: string): Promise<z.output<typeof ruleShape> | undefined> {
    const found = await present(asked(`rule ${name}`, () => this.#client.rules.get({ name })));
    return found === undefined ? undefined : ruleShape.parse(found);
  }

  async putRule(name: string, trigger: string, action: string): Promise<void> {
    await asked(`rule ${name}`, () => this.#client.rules.update({ name, trigger, action }));
  }

  async enableRule(name: string): Promise<void> {
    await asked(`rule ${name}`, () => this.#client.rules.enable({ name }));
  }

  async deleteRule(name: string): Promise<void> {
    await present(asked(`rule ${name}`, () => this.#client.rules.delete({ name })));
  }

  #fed(trigger: string) {
    return { feedName: this.#feed, trigger };
  }
}

/** A blocking invocation answers with its activation. */
const resultOf = (activation: unknown) =>
  z.object({ response: z.object({ result: z.unknown() }) }).parse(activation).response.result;

/** What a call answers, after the minute that is used up; the client's own errors hold the answer whole, and are not passed on. */
async function asked<Answer>(what: string, call: () => Promise<Answer>): Promise<Answer> {
  const begin = Date.now();
  for (;;) {
    try {
      return await within(call());
    } catch (error) {
      const failure = described(what, error);
      if (failure.status !== 429 || Date.now() - begin > MINUTE_MS) throw failure;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

async function within<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ANSWER_MS / 1_000} s`)), ANSWER_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

const refused = z.object({ statusCode: z.number().optional(), error: z.unknown() });

function described(what: string, error: unknown): ControllerError {
  const { statusCode, error: body } = refused.safeParse(error).data ?? { error: undefined };
  const said = saidIn(body) ?? (error instanceof Error ? error.message : 'no answer');
  // A feed that does not know a trigger is an action that failed, and says so in its own words.
  const is_unknown = statusCode === 502 && /could not find|not found|does not exist/i.test(said);
  return new ControllerError(what, is_unknown ? 404 : statusCode, said);
}

/** The text of a refusal, or of an action's error, however deep it is. */
function saidIn(body: unknown): string | undefined {
  if (typeof body === 'string') return body;
  if (typeof body !== 'object' || body === null) return undefined;
  const { error, response, result, message } = body as Record<string, unknown>;
  return saidIn(error) ?? saidIn(message) ?? saidIn(response) ?? saidIn(result);
}

async function present<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  return answer.catch((error: unknown) => {
    if (error instanceof ControllerError && error.status === 404) return undefined;
    throw error;
  });
}
