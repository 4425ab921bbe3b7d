import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { newSessionKeys, type SessionKeys } from '../session-keys.ts';

const tokens = z.strictObject({ admin: z.string(), observer: z.string(), viewer: z.string(), service: z.string() });
const pid = z.number().int();
const stack = z.object({
  sites: z.object({
    main: z.object({ url: z.string(), database_url: z.string() }),
    observatory: z.object({ url: z.string(), database_url: z.string(), redis_url: z.string() }),
  }),
  tokens,
  processes: z.object({
    main_database: pid,
    replica_database: pid,
    redis: pid,
    volatile_redis: pid,
    redis_copy: pid.optional(),
    link: pid,
    main_functions: pid,
    observatory_functions: pid,
    main_gateway: pid,
    observatory_gateway: pid,
  }),
  link: z.object({ control_url: z.string() }),
});

/** One API token per kind of caller, in clear text: this is a stack to play with. */
export type Tokens = z.infer<typeof tokens>;

/** What `<local dir>/stack.json` tells about a running stack. The file exists only while everything is ready. */
export type Stack = z.infer<typeof stack>;

/** The running stack of a local folder; undefined when none is (completely) up. */
export function readStack(dir: string): Stack | undefined {
  const text = readIfThere(path.join(dir, 'stack.json'));
  return text === undefined ? undefined : stack.parse(JSON.parse(text));
}

/** Replaces the file at once, so that nobody reads half of it; readable for its owner only. */
export function writeStack(dir: string, content: Stack): void {
  const file = path.join(dir, 'stack.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Says that the stack is not (or no longer) ready. */
export function removeStack(dir: string): void {
  rmSync(path.join(dir, 'stack.json'), { force: true });
}

/** The tokens of a local folder, made at the first start and kept with its data. */
export function localTokens(dir: string): Tokens {
  const make = (): Tokens => ({ admin: newToken(), observer: newToken(), viewer: newToken(), service: newToken() });
  return keptSecret(path.join(dir, 'tokens.json'), tokens, make);
}

/** The keys both sites of a local folder sign sessions with, made at the first start and kept with its data. */
export function localSessionKeys(dir: string): SessionKeys {
  const make = () => newSessionKeys(['cologne', 'observatory'], new Date());
  return keptSecret(path.join(dir, 'session-keys.json'), z.record(z.string(), z.string()), make);
}

/** What a file of secrets holds; made and written when there is none. */
function keptSecret<T>(file: string, shape: z.ZodType<T>, make: () => T): T {
  const kept = readIfThere(file);
  if (kept !== undefined) return shape.parse(JSON.parse(kept));
  const made = make();
  writeFileSync(`${file}.new`, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return made;
}

/** 256 bits, as many as the hash kept of it. */
function newToken(): string {
  return `ops_api_token_${randomBytes(32).toString('base64url')}`;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
