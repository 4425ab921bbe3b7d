import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The OAuth app as registered at the local GitHub. */
export interface OAuthApp {
  client_id: string;
  client_secret: string;
  /** A redirect must go to this host and below this path; on this machine to any port (RFC 8252, 7.3). */
  callback_url: string;
}

/** What a page asks a person to agree to. */
export interface Wish {
  redirect_uri: string;
  state: string;
  challenge: string;
  scopes: string[];
}

/** A wish somebody has agreed to. */
interface Grant extends Wish {
  login: string;
  issued_at_ms: number;
}

/** Whom a token speaks for, and what for. */
export interface Token {
  login: string;
  scopes: string[];
}

const CODE_AGE_MS = 10 * 60_000;
const HELP = 'https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/#';

/** GitHub's half of the authorization code grant (RFC 6749, 4.1) with PKCE (RFC 7636), stricter than GitHub: both are required. */
export class OAuth {
  readonly tokens = new Map<string, Token>();
  /** Every code and token there ever was. */
  readonly issued: string[] = [];
  readonly #app: OAuthApp;
  readonly #now: () => number;
  readonly #grants = new Map<string, Grant>();

  constructor(app: OAuthApp, now: () => number) {
    this.#app = app;
    this.#now = now;
  }

  /** What is asked for at the authorize page, or what is wrong with the question. */
  wish(asked: URLSearchParams): Wish | string {
    const { client_id, response_type, redirect_uri, state, scope, code_challenge, code_challenge_method } =
      Object.fromEntries(asked);
    if (client_id !== this.#app.client_id) return 'There is no such client_id.';
    if (response_type !== 'code') return 'The response_type is not code.';
    if (redirect_uri === undefined || !this.#mayGo(redirect_uri))
      return 'The redirect_uri is not associated with this application.';
    if (!state) return 'There is no state.';
    if (code_challenge_method !== 'S256') return 'The code_challenge_method is not S256.';
    if (!/^[A-Za-z0-9_-]{43}$/.test(code_challenge ?? '')) return 'The code_challenge is no SHA-256.';
    return { redirect_uri, state, challenge: code_challenge ?? '', scopes: (scope ?? '').split(/[ ,]+/) };
  }

  /** Where the browser goes once a person has agreed. */
  agree(wish: Wish, login: string): URL {
    const code = randomBytes(10).toString('hex');
    this.issued.push(code);
    this.#grants.set(code, { ...wish, login, issued_at_ms: this.#now() });
    return withParams(wish.redirect_uri, { code, state: wish.state });
  }

  /** Where the browser goes once a person has declined. */
  decline({ redirect_uri, state }: Wish): URL {
    const error_description = 'The user has denied your application access.';
    return withParams(redirect_uri, { error: 'access_denied', error_description, state });
  }

  /** A token for a code, or the error; either with status 200, but for an app that does not exist. */
  exchange(form: URLSearchParams, authorization: string | undefined): { status: number; fields: Fields } {
    const [id, secret] = credentials(form, authorization);
    if (id !== this.#app.client_id) return { status: 404, fields: { error: 'Not Found' } };
    if (!isSame(secret ?? '', this.#app.client_secret)) return failed('incorrect_client_credentials');
    const code = form.get('code') ?? '';
    const grant = this.#grants.get(code);
    // Whatever comes of it, a code is used once.
    this.#grants.delete(code);
    if (grant === undefined || this.#now() - grant.issued_at_ms > CODE_AGE_MS) return failed('bad_verification_code');
    if (form.get('redirect_uri') !== grant.redirect_uri) return failed('redirect_uri_mismatch');
    const digest = createHash('sha256').update(form.get('code_verifier') ?? '');
    if (digest.digest('base64url') !== grant.challenge) return failed('bad_verification_code');
    const access_token = `gho_${randomBytes(18).toString('hex')}`;
    this.issued.push(access_token);
    this.tokens.set(access_token, grant);
    return { status: 200, fields: { access_token, scope: grant.scopes.join(','), token_type: 'bearer' } };
  }

  #mayGo(redirect_uri: string): boolean {
    if (!URL.canParse(redirect_uri)) return false;
    const [wanted, ours] = [new URL(redirect_uri), new URL(this.#app.callback_url)];
    const is_local = /^(127\.0\.0\.1|\[::1\]|localhost)$/.test(ours.hostname);
    return (
      wanted.protocol === ours.protocol &&
      wanted.hostname === ours.hostname &&
      (is_local || wanted.port === ours.port) &&
      wanted.pathname.startsWith(ours.pathname)
    );
  }
}

type Fields = Record<string, string>;

function failed(error: string): { status: number; fields: Fields } {
  const error_uri = HELP + error.replaceAll('_', '-');
  return { status: 200, fields: { error, error_description: `GitHub says: ${error}.`, error_uri } };
}

/** In the form or as HTTP Basic: GitHub takes either. */
function credentials(form: URLSearchParams, authorization = ''): (string | null | undefined)[] {
  const [, basic] = /^Basic +(\S+)$/i.exec(authorization) ?? [];
  if (basic === undefined) return [form.get('client_id'), form.get('client_secret')];
  return Buffer.from(basic, 'base64').toString('utf8').split(':', 2);
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

function withParams(address: string, params: Fields): URL {
  const url = new URL(address);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url;
}
