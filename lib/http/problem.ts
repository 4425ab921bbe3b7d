import { PROBLEMS, Problem } from '../kernel/problem.ts';

/** On every answer: data for programs, which no browser should guess at, frame, keep or load from elsewhere. */
export const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
} as const;

/** The answer a problem stands for, as RFC 9457 `application/problem+json`, with Retry-After where trying again makes sense. */
export function problemResponse(problem: Problem, instance: string): Response {
  const { status, title, remedy, retry_after_s } = { retry_after_s: undefined, ...PROBLEMS[problem.code] };
  const [only, more] = problem.errors;
  const body = {
    type: `urn:ops-db:problem:${problem.code}`,
    title,
    status,
    code: problem.code,
    detail: problem.message,
    remedy,
    instance,
    ...(only !== undefined && more === undefined ? { field: only.field } : {}),
    ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
    ...(retry_after_s === undefined ? {} : { retry_after_s }),
    ...problem.members,
  };
  const headers = { ...SECURITY_HEADERS, 'content-type': 'application/problem+json', 'x-request-id': instance };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...headers,
      ...(retry_after_s === undefined ? {} : { 'retry-after': String(retry_after_s) }),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
  });
}

/** What is said of a path nobody serves. */
export function notFound(method: string, path: string): Problem {
  return new Problem('route.not_found', `No endpoint answers ${method} ${path}.`);
}

/** The answer for a path nobody serves. */
export function notFoundResponse(request: Request, instance: string): Response {
  return problemResponse(notFound(request.method, new URL(request.url).pathname), instance);
}
