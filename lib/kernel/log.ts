/** Writes one JSON line per event. Fields are facts for operators: never a token, a body or a query parameter. */
export interface Log {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

/** A log on standard output, every line carrying the given fields. */
export function jsonLog(bound: Record<string, unknown>): Log {
  const write =
    (level: string) =>
    (event: string, fields: Record<string, unknown> = {}) =>
      void process.stdout.write(
        `${JSON.stringify({ at: new Date().toISOString(), level, event, ...bound, ...fields })}\n`,
      );
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

/** Nothing is written: for tests that look at answers. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * What may be said of an unknown error in a log: name, code and message. Query builders put all parameters into the
 * message of their own errors (drizzle does), so the innermost cause is described, not the wrapper.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  if (error.cause instanceof Error) return describeError(error.cause);
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { error: error.name, ...code, message: error.message.slice(0, 500) };
}
