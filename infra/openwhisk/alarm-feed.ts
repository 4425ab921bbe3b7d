import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { API, asked, callerOf, sentAs } from './api-call.ts';
import { parseCron } from './cron.ts';
import type { StoredAlarm } from './entities.ts';
import { Refusal } from './refusal.ts';
import type { Whisk } from './whisk.ts';
import { found } from './whisk-state.ts';

const call = z.object({
  lifecycleEvent: z.enum(['CREATE', 'READ', 'UPDATE', 'DELETE']),
  triggerName: z.string(),
  authKey: z.string(),
  cron: z.string().optional(),
  minutes: z.unknown().optional(),
  trigger_payload: z.record(z.string(), z.unknown()).optional(),
});
type FeedCall = z.infer<typeof call>;

const feedName = z.object({ feed: z.enum(['alarm', 'interval']) });

/**
 * The feeds `/whisk.system/alarms/alarm` (cron) and `/whisk.system/alarms/interval` (whole minutes), built in: what an invocation of
 * them answers. After the alarms package 2.3.0 as far as it was tried; texts of errors are ours.
 */
export function serveAlarmFeeds(app: FastifyInstance, whisk: Whisk): void {
  app.post(`${API}/namespaces/whisk.system/actions/alarms/:feed`, async (request, reply) => {
    const response = responseOf(whisk, request);
    const record = { activationId: randomUUID().replaceAll('-', ''), namespace: 'whisk.system', response };
    return reply.status(response.success ? 200 : 502).send(asked(request).result ? response.result : record);
  });
}

function responseOf(whisk: Whisk, request: FastifyRequest) {
  callerOf(whisk, request);
  const sent = sentAs(request, call);
  try {
    const feed = feedName.safeParse(request.params);
    if (!feed.success) throw new Refusal(404, 'There are the feeds alarm and interval.');
    return { status: 'success', success: true, result: handle(whisk, feed.data.feed, sent) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 'application error', success: false, result: { error: error.message, statusCode: error.status } };
  }
}

function handle(whisk: Whisk, feed: StoredAlarm['feed'], sent: FeedCall) {
  const { alarms } = whisk.state;
  const { namespace, trigger } = triggerOf(whisk, sent);
  const key = `${namespace}/${trigger}`;
  const old = alarms.get(key);
  if (sent.lifecycleEvent === 'READ') return described(found(old));
  if (sent.lifecycleEvent === 'DELETE') {
    found(old);
    alarms.delete(key);
    return { status: 'success' };
  }
  if (sent.lifecycleEvent === 'CREATE' && old !== undefined)
    throw new Refusal(409, 'The trigger has an alarm already.');
  if (sent.lifecycleEvent === 'UPDATE') found(old);
  found(whisk.state.triggers.get(key));
  const now = Date.now();
  alarms.put(key, {
    namespace,
    trigger,
    feed,
    ...rhythmOf(feed, sent),
    payload: sent.trigger_payload ?? old?.payload ?? {},
    created: now,
    active: true,
    changed: now,
  });
  return { status: 'success' };
}

/** The trigger, in the namespace of the key it comes with. Throws a Refusal. */
function triggerOf(whisk: Whisk, { authKey, triggerName }: FeedCall) {
  const account = whisk.accounts.withKey(authKey);
  const [namespace, trigger] = triggerName.replace(/^\//, '').split('/');
  if (account === undefined || trigger === undefined || !['_', account.namespace].includes(namespace ?? ''))
    throw new Refusal(401, 'Trigger authorization is required.');
  return { namespace: account.namespace, trigger };
}

function rhythmOf(feed: StoredAlarm['feed'], { cron, minutes }: FeedCall): Pick<StoredAlarm, 'cron' | 'minutes'> {
  if (feed === 'interval') {
    const whole = z.coerce.number().int().min(1).safeParse(minutes);
    if (!whole.success) throw new Refusal(400, 'interval trigger feed: the minutes parameter must be an integer');
    return { minutes: whole.data };
  }
  if (cron === undefined) throw new Refusal(400, 'alarms trigger feed is missing the cron parameter');
  parseCron(cron);
  return { cron };
}

function described({ namespace, trigger, payload, cron, minutes, active, changed, reason }: StoredAlarm) {
  return {
    config: {
      name: trigger,
      namespace,
      payload,
      ...(cron === undefined ? { minutes } : { cron }),
    },
    status: {
      active,
      dateChanged: changed,
      dateChangedISO: new Date(changed).toISOString(),
      ...(reason === undefined ? {} : { reason }),
    },
  };
}
