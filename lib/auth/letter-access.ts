import { catalogue } from '../entities/catalogue.ts';
import type { Letter } from '../flow/operate.ts';
import type { AnyEntity } from '../model/entity.ts';
import type { Permission } from '../model/permission.ts';
import type { Step } from '../model/transaction.ts';
import { authorize, may, type Principal } from './principal.ts';

/** Of a record nobody has declared only an administrator decides. */
const permissionOf = ({ entity }: Step, kind: keyof AnyEntity['permissions']): Permission =>
  catalogue.find(({ name }) => name === entity)?.permissions[kind] ?? 'manage:users';

/**
 * Refuses a decision about changes the caller could not have made: who keeps the buffer going must not become an
 * administrator by amending one. Problem `auth.forbidden`.
 */
export function authorizeDecision(principal: Principal, steps: readonly Step[]): void {
  for (const step of steps) authorize(principal, permissionOf(step, 'write'));
}

/** Whether the caller may decide about all of them. */
export function mayDecide(principal: Principal, steps: readonly Step[]): boolean {
  return steps.every((step) => may(principal, permissionOf(step, 'write')));
}

/** A letter as the caller may see it: of records that are not for his eyes only that they are changed. */
export function shownTo(principal: Principal, { steps, original_steps, ...letter }: Letter): Letter {
  const shown = (all: readonly Step[]) =>
    all.map((step) => (may(principal, permissionOf(step, 'read')) ? step : withoutValues(step)));
  return { ...letter, steps: shown(steps), original_steps: original_steps && shown(original_steps) };
}

function withoutValues(step: Step): Step {
  if (step.operation === 'create') return { ...step, row: {} };
  return step.operation === 'update' ? { operation: 'update', entity: step.entity, id: step.id, patch: {} } : step;
}
