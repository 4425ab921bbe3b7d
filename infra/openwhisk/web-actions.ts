import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Account, isSame } from './accounts.ts';
import { type KeyValues, valueNamed } from './entities.ts';
import { notFound, Refusal } from './refusal.ts';
import { type WebAnswer, webAnswer } from './web-answer.ts';
import { headersOf, type WebRequest, webParameters } from './web-request.ts';
import { settled, type Whisk } from './whisk.ts';
import { isTrue } from './whisk-state.ts';

const PREFIX = '/api/v1/web';
const ENDING = /\.(http|json|html|svg|text)$/;

/** What the controller adds to every answer of an action that leaves cross-origin questions to it. */
const CORS: [string, string][] = [
  ['access-control-allow-origin', '*'],
  ['access-control-allow-methods', 'OPTIONS, GET, DELETE, POST, PUT, HEAD, PATCH'],
];
const CORS_HEADERS = 'Authorization, Origin, X-Requested-With, Content-Type, Accept, User-Agent';

/** Web actions under `/api/v1/web/<namespace>/<package>/<action>`. Our reading of WebActions.scala. */
export function serveWebActions(app: FastifyInstance, whisk: Whisk): void {
  app.route({
    method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: `${PREFIX}/*`,
    handler: (request, reply) => serve(whisk, request, reply),
  });
}

async function serve(whisk: Whisk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const sent = webRequest(request);
  const [namespace = '', package_name = '', named = '', ...rest] = sent.path.split('/').slice(1);
  const ending = ENDING.exec(named)?.[0] ?? '.http';
  const name = decodeURIComponent(named.replace(ENDING, ''));
  const owner = whisk.accounts.get(decodeURIComponent(namespace));
  if (owner === undefined || name === '') throw notFound();
  const package_or_none = package_name === 'default' ? null : decodeURIComponent(package_name);
  const resolved = whisk.state.resolve(owner.namespace, package_or_none, name);
  const { annotations } = resolved.action;
  if (!isTrue(annotations, 'web-export')) throw notFound();
  // Whoever calls, and whether or not he may, it counts.
  owner.throttle.admit();
  const asks = request.method === 'OPTIONS';
  if (!isTrue(annotations, 'web-custom-options')) {
    for (const [header, value] of CORS) reply.header(header, value);
    reply.header('access-control-allow-headers', request.headers['access-control-request-headers'] ?? CORS_HEADERS);
    if (asks) return reply.status(200).send('');
  }
  const caller = whisk.accounts.caller(request.headers.authorization);
  if (!asks && !isAdmitted(annotations, sent.headers['x-require-whisk-auth'], caller))
    throw new Refusal(401, 'Authentication is possible but has failed or not yet been provided.');
  const path = rest.length === 0 ? '' : `/${rest.join('/')}`;
  const parameters = webParameters({ ...sent, path }, annotations, resolved.parameters, caller?.namespace);
  const begun = whisk.invoke(owner, resolved, parameters);
  reply.header('x-openwhisk-activation-id', begun.id);
  const activation = await settled(begun, whisk.limits.blocking_wait_ms);
  if (activation === undefined) throw new Refusal(202, 'Response not yet ready.');
  return send(reply, webAnswer(activation, ending));
}

function webRequest(request: FastifyRequest): WebRequest {
  const { method, url = '' } = request.raw;
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const at = url.indexOf('?');
  return {
    method: method ?? 'GET',
    path: url.slice(PREFIX.length, at === -1 ? undefined : at),
    query: at === -1 ? '' : url.slice(at + 1),
    headers: headersOf(request.raw, body),
    body,
  };
}

/** By the annotation `require-whisk-auth`: a key of the site, or a secret in a header of its own. */
function isAdmitted(annotations: KeyValues, secret: string | undefined, caller: Account | undefined): boolean {
  const required = valueNamed(annotations, 'require-whisk-auth');
  if (required === undefined) return true;
  if (typeof required === 'string' || typeof required === 'number')
    return secret !== undefined && isSame(secret, String(required));
  return required === true && caller !== undefined;
}

function send(reply: FastifyReply, { status, headers, body }: WebAnswer): FastifyReply {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  for (const name of names) {
    const values = headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);
    reply.header(name, values.length === 1 ? values[0] : values);
  }
  // As bytes: of a text the framework would say what it is.
  return reply.status(status).send(body === '' ? undefined : Buffer.from(body));
}
