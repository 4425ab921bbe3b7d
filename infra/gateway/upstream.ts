import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Origin } from '../../lib/http/origin.ts';
import type { PublishedFunction } from './published.ts';

/** A request on its way to a function. */
export interface Asked {
  request: FastifyRequest;
  reply: FastifyReply;
  to: PublishedFunction;
  from: Origin;
}

/** What runs the functions of a site. */
export interface Upstream {
  /** Adds to the app what forwarding needs. */
  prepare(app: FastifyInstance): Promise<void>;
  /** Passes the request to its function and the answer back. Throws a Problem when the function could not answer. */
  forward(asked: Asked): Promise<FastifyReply>;
  /** Runs a scheduled function and answers its report. Throws when it could not be run. */
  invoke(name: string): Promise<unknown>;
  /** The scheduled functions nobody else runs by the clock, the poked ones apart. */
  readonly unscheduled: readonly string[];
}
