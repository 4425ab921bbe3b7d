import { describe, expect, test } from 'vitest';
import { describeError } from '../../lib/kernel/log.ts';
import { asProblem, PROBLEMS, Problem } from '../../lib/kernel/problem.ts';

describe.each(Object.entries(PROBLEMS))('%s', (code, { status, title, remedy, retry_after_s }) => {
  test('has a stable code, a status of its kind, and says what to do next', () => {
    expect(code).toMatch(/^[a-z]+(\.[a-z_]+)?$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  });

  test('gives a time to try again exactly when trying again helps', () => {
    // Settings do not mend themselves.
    const helps = status === 429 || (status === 503 && code !== 'auth.not_configured');
    expect(retry_after_s !== undefined).toBe(helps);
    if (retry_after_s !== undefined) expect(retry_after_s).toBeGreaterThan(0);
  });
});

test('an unknown error becomes an internal problem without a word of what is inside', () => {
  const problem = asProblem(new Error('select secret from token'));
  expect([problem.code, problem.status]).toEqual(['internal', 500]);
  expect(JSON.stringify({ ...problem, message: problem.message })).not.toContain('secret');
  const own = new Problem('record.not_found', 'There is no x 1.', { id: 1 });
  expect(asProblem(own)).toBe(own);
});

test('an error is described by its innermost cause: a wrapper may carry the parameters of a query', () => {
  const cause = Object.assign(new Error('duplicate key'), { code: '23505' });
  const wrapper = new Error('Failed query: insert ... params: secret', { cause });
  expect(describeError(wrapper)).toEqual({ error: 'Error', code: '23505', message: 'duplicate key' });
  expect(describeError('secret')).toEqual({ error: 'string' });
  expect(String(describeError(new Error('x'.repeat(2_000))).message)).toHaveLength(500);
});
