import { randomUUID } from 'node:crypto';
import path from 'node:path';
import {
  type KeyValues,
  merged,
  nameInNamespace,
  nextVersion,
  type StoredAction,
  type StoredPackage,
  storedAction,
  storedAlarm,
  storedPackage,
  storedRule,
  storedTrigger,
  valueNamed,
} from './entities.ts';
import { EntityStore } from './entity-store.ts';
import { notFound } from './refusal.ts';

/** An action as it is called: by the name of a package or of a binding to it, with the parameters of all of them. */
export interface Resolved {
  action: StoredAction;
  /** Package before binding before action. */
  parameters: KeyValues;
}

/** Everything deployed at a site, by `namespace/name` or `namespace/package/name`, kept in a folder. */
export class WhiskState {
  readonly actions;
  readonly packages;
  readonly triggers;
  readonly rules;
  readonly alarms;

  constructor(dir: string) {
    const folder = (kind: string) => path.join(dir, kind);
    this.actions = new EntityStore(folder('actions'), storedAction);
    this.packages = new EntityStore(folder('packages'), storedPackage);
    this.triggers = new EntityStore(folder('triggers'), storedTrigger);
    this.rules = new EntityStore(folder('rules'), storedRule);
    this.alarms = new EntityStore(folder('alarms'), storedAlarm);
  }

  /** Throws a Refusal 404. */
  resolve(namespace: string, package_name: string | null, name: string): Resolved {
    if (package_name === null) {
      const action = found(this.actions.get(`${namespace}/${name}`));
      return { action, parameters: action.parameters };
    }
    const named = found(this.packages.get(`${namespace}/${package_name}`));
    const target = this.target(named);
    const action = found(this.actions.get(`${target.namespace}/${target.name}/${name}`));
    const bound = named === target ? [] : named.parameters;
    return { action, parameters: merged(target.parameters, bound, action.parameters) };
  }

  /** The package itself, or the one a binding is to. Throws a Refusal 404. */
  target(named: StoredPackage): StoredPackage {
    const { binding } = named;
    return binding === null ? named : found(this.packages.get(`${binding.namespace}/${binding.name}`));
  }

  /** The actions in a package. */
  actionsOf({ namespace, name }: Pick<StoredPackage, 'namespace' | 'name'>): StoredAction[] {
    return this.actions.values().filter((action) => action.namespace === namespace && action.package === name);
  }
}

/** What is there, or a Refusal 404. */
export function found<Entity>(entity: Entity | undefined): Entity {
  if (entity === undefined) throw notFound();
  return entity;
}

export const actionKey = (action: Pick<StoredAction, 'namespace' | 'package' | 'name'>) =>
  `${action.namespace}/${nameInNamespace(action)}`;

/** What a PUT of any entity may say of the fields every kind has. */
interface Put {
  version?: string | undefined;
  publish?: boolean | undefined;
  annotations?: KeyValues | undefined;
  parameters?: KeyValues | undefined;
}

interface Common {
  version: string;
  publish: boolean;
  annotations: KeyValues;
  parameters: KeyValues;
}

/** Those fields after a PUT: what it does not say stays, and the version goes up. */
export function afterPut(put: Put, old: Common | undefined) {
  return {
    version: put.version ?? (old === undefined ? '0.0.1' : nextVersion(old.version)),
    publish: put.publish ?? old?.publish ?? false,
    annotations: put.annotations ?? old?.annotations ?? [],
    parameters: put.parameters ?? old?.parameters ?? [],
    updated: Date.now(),
    revision: randomUUID(),
  };
}

/** Whether an annotation is true. */
export const isTrue = (annotations: KeyValues, key: string) => valueNamed(annotations, key) === true;
