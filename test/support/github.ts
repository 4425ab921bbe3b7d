import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { OAuth, type OAuthApp, type Wish } from './github-oauth.ts';
import { type ApiAnswer, apiAnswer, type Person } from './github-people.ts';

/** How the local GitHub behaves; `slow` answers late, `limited` has been asked too often, `garbage` is no JSON, `strays` continues elsewhere. */
export type Mode = 'ok' | 'down' | 'hangs' | 'slow' | 'errors' | 'limited' | 'garbage' | 'redirects' | 'strays';

/** A GitHub of this machine. */
export interface LocalGitHub extends OAuthApp {
  url: string;
  api_url: string;
  organisation: string;
  /** Everybody with an account, by login. */
  people: Map<string, Person>;
  /** Who sits at the browser; nobody to begin with. */
  sign(login: string): void;
  /** `GET /user`, in the order of asking. */
  requests: string[];
  /** Every code and token issued: what must not turn up anywhere. */
  issued: readonly string[];
  /** Behaves so from now on, for paths that begin like this. */
  mode(mode: Mode, path?: string): void;
  close(): Promise<void>;
}

/** What can be chosen; the rest is made up. */
export interface LocalGitHubOptions {
  organisation?: string;
  callback_url?: string;
  /** The clock that codes expire by. */
  now?: () => number;
}

/** One GitHub, without its server. */
interface State extends LocalGitHub {
  oauth: OAuth;
  signed_in: string | undefined;
  /** Wishes shown to somebody, by the token that keeps others from pressing the button. */
  pages: Map<string, Wish>;
  now_so: { mode: Mode; path: string };
}

const LATE_MS = 400;

/**
 * Starts a GitHub that keeps to the protocol: the web application flow with PKCE, codes that work once and for 10
 * minutes, errors with status 200, bearer tokens with scopes, pages with Link headers.
 * https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
export async function startGitHub(options: LocalGitHubOptions = {}): Promise<LocalGitHub> {
  const server = createServer((request, response) => {
    serve(state, request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('unreachable');
  const url = `http://127.0.0.1:${address.port}`;
  const app = {
    client_id: `Ov23li${randomBytes(7).toString('hex')}`,
    client_secret: randomBytes(20).toString('hex'),
    callback_url: options.callback_url ?? 'http://127.0.0.1/',
  };
  const oauth = new OAuth(app, options.now ?? Date.now);
  const state: State = {
    ...app,
    url,
    api_url: url,
    organisation: options.organisation ?? 'observatory',
    people: new Map(),
    requests: [],
    issued: oauth.issued,
    oauth,
    signed_in: undefined,
    pages: new Map(),
    now_so: { mode: 'ok', path: '' },
    sign: (login) => {
      if (!state.people.has(login)) throw new Error(`nobody is called ${login}`);
      state.signed_in = login;
    },
    mode: (mode, path = '') => {
      state.now_so = { mode, path };
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return state;
}

/** Opens the page and presses Authorize like a browser would: the address it is sent back to. */
export async function pressAuthorize(page: URL): Promise<URL> {
  const [, authenticity_token = ''] =
    /name="authenticity_token" value="(\w+)"/.exec(await (await fetch(page)).text()) ?? [];
  const body = new URLSearchParams({ authenticity_token, authorize: '1' });
  const action = new URL(page.pathname, page);
  const response = await fetch(action, { method: 'POST', body, redirect: 'manual' });
  const location = response.headers.get('location');
  if (location === null) throw new Error(`GitHub did not agree: ${response.status} ${await response.text()}`);
  return new URL(location);
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', state.url);
  state.requests.push(`${request.method} ${url.pathname}`);
  const { mode, path } = state.now_so;
  if (mode !== 'ok' && url.pathname.startsWith(path) && !(await misbehaves(mode, request, response))) return;
  if (url.pathname === '/login/oauth/authorize') return authorize(state, url, request, response);
  if (url.pathname === '/login/oauth/access_token' && request.method === 'POST') {
    const form = await formOf(request);
    const { status, fields } = state.oauth.exchange(form, request.headers.authorization);
    // Whoever does not ask for JSON is answered with a form.
    const is_json = /\bjson\b/.test(request.headers.accept ?? '');
    return is_json
      ? send(response, status, JSON.stringify(fields))
      : send(response, status, new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded');
  }
  const { status, json, link } = apiAnswerTo(state, url, request);
  if (link !== undefined) response.setHeader('link', link);
  send(response, status, JSON.stringify(json));
}

/** Whether the request is answered properly after all. */
async function misbehaves(
  mode: Exclude<Mode, 'ok'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (mode === 'slow') {
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    return true;
  }
  if (mode === 'strays') {
    response.setHeader('link', '<http://127.0.0.1:9/user/teams?page=2>; rel="next"');
    return true;
  }
  if (mode === 'down') request.socket.destroy();
  if (mode === 'errors') send(response, 502, '<html><title>Unicorn! - GitHub</title></html>', 'text/html');
  if (mode === 'limited')
    response.writeHead(403, { 'x-ratelimit-remaining': '0' }).end('{"message":"API rate limit exceeded"}');
  // Begins with what must stay secret, as the answer of a careless proxy might.
  if (mode === 'garbage') {
    const [, bearer] = (request.headers.authorization ?? '').split(' ');
    send(response, 200, `${bearer ?? (await formOf(request)).get('code')} was sent`);
  }
  // 307 would take the form, and so the code and the secret, along.
  if (mode === 'redirects') response.writeHead(307, { location: `/elsewhere${request.url}` }).end();
  return false;
}

async function authorize(state: State, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'POST') {
    const form = await formOf(request);
    const page = form.get('authenticity_token') ?? '';
    const wish = state.pages.get(page);
    state.pages.delete(page);
    if (wish === undefined || state.signed_in === undefined) return send(response, 422, 'Your page has expired.');
    const { oauth, signed_in } = state;
    const location = form.get('authorize') === '1' ? oauth.agree(wish, signed_in) : oauth.decline(wish);
    response.writeHead(302, { location: location.href }).end();
    return;
  }
  const wish = state.oauth.wish(url.searchParams);
  if (typeof wish === 'string') return send(response, 400, html('Error', wish), 'text/html; charset=utf-8');
  const signed_in = state.signed_in;
  if (signed_in === undefined)
    return send(response, 200, html('Sign in to GitHub', 'Nobody has signed in.'), 'text/html; charset=utf-8');
  const authenticity_token = randomBytes(16).toString('hex');
  state.pages.set(authenticity_token, wish);
  const form = `<p>${signed_in}, ${state.client_id} wants: ${wish.scopes.filter((scope) => /^[\w:]+$/.test(scope)).join(', ')}</p>
    <form method="post" action="/login/oauth/authorize">
      <input type="hidden" name="authenticity_token" value="${authenticity_token}">
      <button type="submit" name="authorize" value="0">Cancel</button>
      <button type="submit" name="authorize" value="1">Authorize</button>
    </form>`;
  send(response, 200, html('Authorize application', form), 'text/html; charset=utf-8');
}

function apiAnswerTo(
  { oauth, people, organisation }: State,
  url: URL,
  { method, headers }: IncomingMessage,
): ApiAnswer {
  if (!headers['user-agent']) return { status: 403, json: { message: 'Request forbidden by administrative rules.' } };
  if (method !== 'GET') return { status: 404, json: { message: 'Not Found' } };
  const [, bearer = ''] = /^(?:Bearer|token) +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  const token = oauth.tokens.get(bearer);
  const person = people.get(token?.login ?? '');
  if (token === undefined || person === undefined) return { status: 401, json: { message: 'Bad credentials' } };
  return apiAnswer(url, person, token.scopes, organisation);
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
}

function send(response: ServerResponse, status: number, body: string, type = 'application/json; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

const html = (title: string, body: string) =>
  `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>${title}</title><body><h1>${title}</h1>${body}</body></html>`;
