import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusal.ts';
import { Throttle } from './throttle.ts';
import type { WhiskLimits } from './whisk-limits.ts';

/** A namespace, with the key of those who may do everything in it. */
export interface Account {
  namespace: string;
  /** `name:secret`, as Basic authentication has it. */
  key: string;
  throttle: Throttle;
}

/** The namespaces of a site. */
export class Accounts {
  readonly #accounts: ReadonlyMap<string, Account>;

  constructor(keys: Record<string, string>, limitsOf: (namespace: string) => WhiskLimits) {
    this.#accounts = new Map(
      Object.entries(keys).map(([namespace, key]) => [
        namespace,
        { namespace, key, throttle: new Throttle(limitsOf(namespace)) },
      ]),
    );
  }

  /** The namespace of that name. */
  get(namespace: string): Account | undefined {
    return this.#accounts.get(namespace);
  }

  /** Whose key a call carries; undefined when it is nobody's, or there is none. */
  caller(authorization: string | undefined): Account | undefined {
    const sent = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
    return sent === undefined ? undefined : this.withKey(Buffer.from(sent, 'base64').toString());
  }

  /** Whose key that is. */
  withKey(key: string): Account | undefined {
    return [...this.#accounts.values()].find((account) => isSame(account.key, key));
  }
}

/** A call without the key it needs. */
export const unauthorized = () => new Refusal(401, 'The supplied authentication is invalid.');

/** A call with the key of somebody else. */
export const forbidden = () =>
  new Refusal(403, 'The supplied authentication is not authorized to access this resource.');

/** Whether two secrets are the same, without telling how far. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
