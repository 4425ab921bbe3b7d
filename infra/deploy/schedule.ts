import type { Controller } from './controller.ts';
import type { Difference } from './plan.ts';
import type { WantedAction } from './wanted.ts';

/** What OpenWhisk calls a rule, or the alarm of a trigger, that does something. */
const ACTIVE = 'active';

/** What differs between what fires a scheduled function at a site and what is to. */
export async function planSchedule(controller: Controller, wanted: WantedAction): Promise<Difference[]> {
  const { trigger, schedule, group } = wanted;
  const differs = (kind: 'trigger' | 'rule', state: Difference['state'], ...why: string[]): Difference => ({
    kind,
    group,
    name: trigger,
    state,
    why,
  });
  const has_trigger = await controller.hasTrigger(trigger);
  const rule = await controller.rule(trigger);
  if (schedule === undefined)
    return [
      ...(rule === undefined ? [] : [differs('rule', 'removed')]),
      ...(has_trigger ? [differs('trigger', 'removed')] : []),
    ];
  const alarm = has_trigger ? await controller.alarm(trigger) : undefined;
  return [
    ...(has_trigger ? [] : [differs('trigger', 'added')]),
    ...(has_trigger && alarm === undefined ? [differs('trigger', 'drifted', 'nothing fires it')] : []),
    ...(alarm === undefined || alarm.config.cron === schedule ? [] : [differs('trigger', 'changed', 'cron')]),
    ...(alarm === undefined || alarm.status.active ? [] : [differs('trigger', 'drifted', switchedOff(alarm.status))]),
    ...(rule === undefined
      ? [differs('rule', 'added')]
      : ruleDifferences(rule, wanted).map((why) => differs('rule', 'drifted', why))),
  ];
}

/** Of what is due to fire a function, what does not; what to do about it. */
export async function silentSchedule(controller: Controller, wanted: WantedAction): Promise<string[]> {
  if (wanted.schedule === undefined) return [];
  const differences = await planSchedule(controller, wanted);
  return differences.map(({ kind, state, why }) => {
    const what = state === 'added' ? 'is not there' : why.join(', ');
    return `${kind} ${wanted.trigger}: ${what}. Nothing runs ${wanted.built.name} until npm run deploy -- --site SITE apply has put it right.`;
  });
}

/**
 * Makes it so. A trigger that is being fired is never taken away, for an alarm that meets none is switched off for good; one that is
 * switched off is fired by nobody, and gets a new alarm. Interrupted, it leaves what the next run finds and completes.
 */
export async function applySchedule(controller: Controller, wanted: WantedAction): Promise<void> {
  const { trigger, schedule, action } = wanted;
  if (schedule === undefined) return removeSchedule(controller, trigger);
  if (!(await controller.hasTrigger(trigger))) await controller.createTrigger(trigger);
  // The rule comes first: the first fire is to find it.
  const rule = await controller.rule(trigger);
  if (rule === undefined || ruleDifferences(rule, wanted).includes('action'))
    await controller.putRule(trigger, trigger, action);
  else if (rule.status !== ACTIVE) await controller.enableRule(trigger);
  const alarm = await controller.alarm(trigger);
  if (alarm !== undefined && !alarm.status.active) {
    await controller.changeAlarm('delete', trigger);
    await controller.changeAlarm('create', trigger, schedule);
  } else if (alarm === undefined) await controller.changeAlarm('create', trigger, schedule);
  else if (alarm.config.cron !== schedule) await controller.changeAlarm('update', trigger, schedule);
}

/** Takes away what fires a function: the rule first, so that nothing is fired into the void, then the alarm, then its trigger. */
export async function removeSchedule(controller: Controller, trigger: string): Promise<void> {
  await controller.deleteRule(trigger);
  if (!(await controller.hasTrigger(trigger))) return;
  if ((await controller.alarm(trigger)) !== undefined) await controller.changeAlarm('delete', trigger);
  await controller.deleteTrigger(trigger);
}

function ruleDifferences(
  rule: { status: string; action: { path: string; name: string }; trigger: { name: string } },
  { action, trigger }: WantedAction,
): string[] {
  const fires = `${rule.action.path.replace(/^[^/]*\/?/, '')}/${rule.action.name}`;
  return [
    ...(fires === action && rule.trigger.name === trigger ? [] : ['action']),
    ...(rule.status === ACTIVE ? [] : ['switched off']),
  ];
}

function switchedOff({ reason, dateChangedISO }: { reason?: unknown; dateChangedISO?: unknown }): string {
  const since = typeof dateChangedISO === 'string' ? ` since ${dateChangedISO}` : '';
  const said = (reason as { message?: unknown } | undefined)?.message ?? reason;
  return `switched off${since}${typeof said === 'string' ? ` (${said})` : ''}`;
}
