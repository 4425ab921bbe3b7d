import type { Account, Accounts } from './accounts.ts';
import type { Activation, Activations, Begun } from './activations.ts';
import type { ContainerPool } from './container-pool.ts';
import { merged, type StoredTrigger } from './entities.ts';
import { Refusal } from './refusal.ts';
import type { WhiskLimits } from './whisk-limits.ts';
import type { Resolved, WhiskState } from './whisk-state.ts';

/** A site: what is deployed, whose it is, and what runs it. */
export class Whisk {
  readonly state: WhiskState;
  readonly accounts: Accounts;
  readonly activations: Activations;
  readonly pool: ContainerPool;
  readonly limits: WhiskLimits;

  constructor(parts: Pick<Whisk, 'state' | 'accounts' | 'activations' | 'pool' | 'limits'>) {
    this.state = parts.state;
    this.accounts = parts.accounts;
    this.activations = parts.activations;
    this.pool = parts.pool;
    this.limits = parts.limits;
  }

  /** Begins an invocation that was admitted, charged to a namespace. */
  invoke(account: Account, resolved: Resolved, payload: Record<string, unknown>): Begun {
    return this.activations.begin(resolved, payload, account.key, account.throttle.begin());
  }

  /**
   * Fires a trigger: each active rule begins its action with the trigger's parameters. An action that is refused for the rate is
   * not run, and nobody is told, as with the real one. Returns how many were begun. Throws a Refusal 429.
   */
  fire(account: Account, trigger: StoredTrigger, payload: Record<string, unknown>): number {
    account.throttle.fire();
    const parameters = merged(
      trigger.parameters,
      Object.entries(payload).map(([key, value]) => ({ key, value })),
    );
    const rules = this.state.rules
      .values()
      .filter((rule) => rule.namespace === trigger.namespace && rule.trigger === trigger.name)
      .filter(({ status }) => status === 'active');
    return rules.filter(({ action }) => {
      try {
        account.throttle.admit();
        const [package_name, name] = action.includes('/') ? action.split('/') : [null, action];
        const resolved = this.state.resolve(trigger.namespace, package_name ?? null, name ?? '');
        this.invoke(account, resolved, Object.fromEntries(parameters.map(({ key, value }) => [key, value]))).done.catch(
          () => {},
        );
        return true;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return false;
      }
    }).length;
  }
}

/** What an invocation came to; undefined when it takes longer. */
export async function settled(begun: Begun, limit_ms: number): Promise<Activation | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limit_ms);
  });
  begun.done.catch(() => {}); // whoever no longer waits does not hear of it
  try {
    return await Promise.race([begun.done, late]);
  } finally {
    clearTimeout(timer);
  }
}
