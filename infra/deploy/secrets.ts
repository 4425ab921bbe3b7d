import { readFileSync, statSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** Shorter values are words that occur in any text. */
const HIDDEN_FROM = 6;
const OTHERS_MAY = 0o077;

/** The secrets one site is deployed with: where they come from, and how to keep them out of what is said. */
export class Secrets {
  readonly #values: ReadonlyMap<string, string>;
  readonly #hidden: readonly string[];

  /** Those of these names. Throws an Error that names every one that is missing. */
  constructor(names: readonly string[], source: Readonly<Record<string, string | undefined>>) {
    const values = [...new Set(names)].map((name): [string, string] => [name, source[name] ?? '']);
    const missing = values.filter(([, value]) => value === '').map(([name]) => name);
    if (missing.length > 0)
      throw new Error(
        `Secrets are missing: ${missing.join(', ')}. They are taken from the environment, or from the file given with --secrets.`,
      );
    this.#values = new Map(values);
    this.#hidden = [...new Set(values.flatMap(([, value]) => formsOf(value)))]
      .filter((form) => form.length >= HIDDEN_FROM)
      .sort((a, b) => b.length - a.length);
  }

  /** The value of one of them. */
  get(name: string): string {
    const value = this.#values.get(name);
    if (value === undefined) throw new Error(`${name} is not among the secrets of this site`);
    return value;
  }

  /** A text without any of them, in whichever form they may have got into it. */
  hide(text: string): string {
    return this.#hidden.reduce((shown, secret) => shown.replaceAll(secret, '(secret)'), text);
  }
}

/** What a file of NAME=value lines says, over the environment. Throws an Error for a file that others may read. */
export function secretSource(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  if (file === undefined) return { ...environment };
  if ((statSync(file).mode & OTHERS_MAY) !== 0)
    throw new Error(`${file} can be read by others than its owner: chmod 600 it, and think of who has read it.`);
  return { ...environment, ...parseEnv(readFileSync(file, 'utf8')) };
}

/** A secret, what is secret in it when it is a URL or JSON, and each as it looks in a URL, in JSON and in a header. */
function formsOf(secret: string): string[] {
  return [secret, ...passwordOf(secret), ...textsIn(secret)].flatMap((value) => [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString('base64'),
  ]);
}

function passwordOf(value: string): string[] {
  if (!URL.canParse(value)) return [];
  const { password } = new URL(value);
  return [password, decodeURIComponent(password)];
}

/** The texts within JSON that are long enough to be a key. */
function textsIn(value: string): string[] {
  const texts: string[] = [];
  try {
    JSON.parse(value, (name, part: unknown) => {
      if (name === 'd' && typeof part === 'string') texts.push(part);
    });
  } catch {
    // Not JSON: it is hidden as a whole.
  }
  return texts;
}
