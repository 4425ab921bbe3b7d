import * as z from 'zod';

/** Parameters or annotations, as they travel. */
export const keyValues = z.array(z.object({ key: z.string(), value: z.unknown() }));
export type KeyValues = z.infer<typeof keyValues>;

const exec = z.object({
  kind: z.string(),
  code: z.string(),
  binary: z.boolean(),
  main: z.string().optional(),
});

/** Milliseconds, megabytes, megabytes, and calls one container takes at once. */
const actionLimits = z.object({ timeout: z.int(), memory: z.int(), logs: z.int(), concurrency: z.int() });
export type ActionLimits = z.infer<typeof actionLimits>;

/** What every kind of entity has. `revision` tells a version from another one of the same number, after a deletion. */
const common = {
  namespace: z.string(),
  name: z.string(),
  version: z.string(),
  publish: z.boolean(),
  annotations: keyValues,
  parameters: keyValues,
  updated: z.number(),
  revision: z.string(),
};

/** An action as it is kept; `package` is null for those in none. */
export const storedAction = z.object({ ...common, package: z.string().nullable(), exec, limits: actionLimits });
export type StoredAction = z.infer<typeof storedAction>;

/** A package, or a binding to one. */
export const storedPackage = z.object({
  ...common,
  binding: z.object({ namespace: z.string(), name: z.string() }).nullable(),
});
export type StoredPackage = z.infer<typeof storedPackage>;

export const storedTrigger = z.object(common);
export type StoredTrigger = z.infer<typeof storedTrigger>;

/** A rule between a trigger of its namespace and an action, by its name with the package. */
export const storedRule = z.object({
  ...common,
  trigger: z.string(),
  action: z.string(),
  status: z.enum(['active', 'inactive']),
});
export type StoredRule = z.infer<typeof storedRule>;

/** An alarm: when it fires which trigger, and whether it still does. */
export const storedAlarm = z.object({
  namespace: z.string(),
  trigger: z.string(),
  feed: z.enum(['alarm', 'interval']),
  cron: z.string().optional(),
  minutes: z.int().min(1).optional(),
  payload: z.record(z.string(), z.unknown()),
  /** Milliseconds since 1970. */
  created: z.number(),
  active: z.boolean(),
  changed: z.number(),
  reason: z.string().optional(),
});
export type StoredAlarm = z.infer<typeof storedAlarm>;

/** The names an entity may have. */
export const NAME = /^\w([\w@ .-]{0,254}[\w@.-])?$/;

/** What a PUT of any entity may say. */
export const putCommon = {
  version: z.string().optional(),
  publish: z.boolean().optional(),
  annotations: keyValues.optional(),
  parameters: keyValues.optional(),
};

/** The value of the last annotation or parameter of that name. */
export function valueNamed(entries: KeyValues, key: string): unknown {
  return entries.findLast((entry) => entry.key === key)?.value;
}

/** Several lists of parameters as one, the later overriding the earlier. */
export function merged(...lists: KeyValues[]): KeyValues {
  return [...new Map(lists.flat().map((entry) => [entry.key, entry])).values()];
}

/** The name of an action with its package, as rules and URLs have it. */
export const nameInNamespace = (action: { package: string | null; name: string }) =>
  action.package === null ? action.name : `${action.package}/${action.name}`;

/** The version after this one. */
export function nextVersion(version: string): string {
  const [major = '0', minor = '0', patch = '0'] = version.split('.');
  return `${major}.${minor}.${Number(patch) + 1}`;
}

/** Whether the controller takes a text for base64 (Exec.scala, isBinaryCode). */
export const looksEncoded = (text: string) =>
  /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/.test(text.trim());
