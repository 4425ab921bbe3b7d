import type { FastifyReply } from 'fastify';
import type { Site } from '../../lib/flow/site.ts';
import type { Endpoint } from '../../lib/http/endpoint.ts';
import { PEER_HEADER } from '../../lib/http/origin.ts';
import { listFunctions } from '../functions.ts';
import { passedOn } from './origin.ts';
import { POKED } from './poke.ts';
import { sendStream, sendWhole } from './send-response.ts';
import type { Asked, Upstream } from './upstream.ts';

/** All functions of this checkout in the gateway's own process, on its own site. */
export async function inProcessUpstream(site: Site): Promise<Upstream> {
  const { endpoints, scheduled } = await listFunctions();
  const loaded = await Promise.all(
    endpoints.map(async ({ name, file }): Promise<[string, Endpoint]> => {
      const endpoint: Endpoint = await import(new URL(`../../${file}.ts`, import.meta.url).href);
      return [name, endpoint];
    }),
  );
  const functions = new Map(loaded);
  const runs = new Map(scheduled.map(({ name, declared }) => [name, declared.run]));
  return {
    unscheduled: [...runs.keys()].filter((name) => !POKED.includes(name)),
    prepare: async () => {},
    forward: async ({ request, reply, to, from }) => {
      const answer = await functions.get(to.name)?.fetch(toRequest({ request, reply, to, from }), site);
      if (answer === undefined) throw new Error(`there is no function ${to.name}`);
      return send(request.method, reply, answer);
    },
    invoke: async (name) => {
      const run = runs.get(name);
      if (run === undefined) throw new Error(`there is no scheduled function ${name}`);
      return run(site);
    },
  };
}

function toRequest({ request, from }: Asked): Request {
  const headers = new Headers(passedOn(request.headers, from));
  if (from.address !== null) headers.set(PEER_HEADER, from.address);
  const { method, url, body } = request;
  return new Request(`http://function${url}`, {
    method,
    headers,
    body: Buffer.isBuffer(body) ? Buffer.from(body) : null,
  });
}

/** What is made while it is sent is a GET's answer of which nobody has seen all: it has no ETag. */
function send(method: string, reply: FastifyReply, answer: Response): FastifyReply | Promise<FastifyReply> {
  const is_stream = method === 'GET' && answer.status === 200 && !answer.headers.has('etag');
  return is_stream ? sendStream(reply, answer) : sendWhole(reply, answer);
}
