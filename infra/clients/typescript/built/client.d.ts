// Made by npm run generate; not edited by hand.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// biome-ignore-all assist: generated
import { type Client } from 'openapi-fetch';
import { each, pages } from './lists.js';
import { Problem } from './problem.js';
import type { components, paths } from '../schema.d.ts';
export type { components, paths };
export { each, Problem, pages };
/** How a site is called. */
export interface Settings {
    /** Where the site is, such as `https://ops.example.org` or `https://ops.example.org/v1`. */
    url: string;
    /** A token, or what gives it for every attempt: the access token of a session is good for some minutes only. */
    token?: string | (() => string | undefined | Promise<string | undefined>);
    /** How long one attempt may take, beyond what the call itself asks the site to wait. [s] */
    timeout_s?: number;
    /** How long a call may take with all its attempts. [s] */
    deadline_s?: number;
}
/** The API of one site, typed from its description; only JSON, unless a call says `parseAs`. */
export type OpsDB = Client<paths, 'application/json'>;
/**
 * The API of a site. Every write carries an Idempotency-Key: one of its own unless the call gives it. When no answer comes,
 * and on 502, 503 with Retry-After and 504, the same call is sent again with the same key until the deadline, so nothing is
 * recorded twice; 4xx is never sent again, nor is what changes something and takes no key. What goes wrong is thrown as a
 * `Problem`.
 */
export declare function openOpsDB({ url, token, timeout_s, deadline_s }: Settings): OpsDB;
/** What a call has answered, by itself: what goes wrong is thrown, so there is an answer. */
export declare function answered<Data>(call: Promise<{
    data?: Data;
    response: Response;
}>): Promise<Data>;
