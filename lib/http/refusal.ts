import { Hono } from 'hono';
import type { Site } from '../flow/site.ts';
import type { Problem } from '../kernel/problem.ts';
import { crossOrigin } from './cross-origin.ts';
import { problemResponse } from './problem.ts';

interface Refusal {
  site: Site;
  problem: Problem;
  instance: string;
}

const app = new Hono<{ Bindings: Refusal }>();
app.use(crossOrigin);
app.all('*', ({ env }) => problemResponse(env.problem, env.instance));

/** A problem as a function would have answered it, with the leave of a page of a known origin to read it: for who stands in front. */
export async function refusal(request: Request, refused: Refusal): Promise<Response> {
  return app.fetch(request, refused);
}
