// A serverless plugin: what serverless-offline's HTTP server turns away before any function is asked (a path or content
// type it cannot read, a body over 10 MB) is answered as a problem too, like everything else this API refuses.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

const CODES = { 400: 'request.malformed', 404: 'route.not_found', 413: 'request.too_large' };

// The servers are made inside serverless-offline: the one place to meet them is what they have in common.
const { Server } = createRequire(createRequire(import.meta.url).resolve('serverless-offline'))('@hapi/hapi');
const servers = Object.getPrototypeOf(new Server());
const { start } = servers;

servers.start = async function startWithProblems() {
  // Imported here, because whoever loads plugins may see the other face of tsx, which does not work (typescript-handlers.mjs).
  const { register } = await import('tsx/esm/api');
  register();
  const { problemResponse } = await import('../../lib/http/problem.ts');
  const { Problem } = await import('../../lib/kernel/problem.ts');
  this.ext('onPreResponse', async ({ response }, h) => {
    const code = response.isBoom ? CODES[response.output.statusCode] : undefined;
    if (code === undefined) return h.continue;
    const problem = problemResponse(new Problem(code, `${response.message}.`), randomUUID());
    const answer = h.response(await problem.text()).code(problem.status);
    for (const [name, value] of problem.headers) answer.header(name, value);
    return answer;
  });
  return start.call(this);
};

/** serverless makes one of every plugin; this one has done its work by being loaded. */
export default class GatewayProblems {}
