/** Somebody with an account at the local GitHub. */
export interface Person {
  id: number;
  login: string;
  name: string | null;
  /** The address shown on the profile; null keeps all private. */
  email: string | null;
  emails: { email: string; primary: boolean; verified: boolean }[];
  avatar_url: string | null;
  /** In the organisation; `blocked` is answered like an organisation that has not approved the app. */
  membership: 'active' | 'pending' | 'blocked' | 'none';
  /** `organisation/slug`, of any organisation. */
  teams: string[];
}

/** What a good request is answered with; a page may have neighbours. */
export interface ApiAnswer {
  status: number;
  json: unknown;
  link?: string;
}

/** A person with an active membership, no team and a public address, but for what is given. */
export function newPerson(id: number, login: string, facts: Partial<Person> = {}): Person {
  const email = `${login}@example.org`;
  return {
    id,
    login,
    name: `${login.slice(0, 1).toUpperCase()}${login.slice(1)} Example`,
    email,
    emails: [{ email, primary: true, verified: true }],
    avatar_url: `https://avatars.example.org/u/${id}?v=4`,
    membership: 'active',
    teams: [],
    ...facts,
  };
}

/**
 * What GitHub's REST API says to the owner of a token, with the statuses it uses for missing scopes.
 * https://docs.github.com/en/rest/users and /orgs/members and /teams/teams
 */
export function apiAnswer(url: URL, person: Person, scopes: readonly string[], organisation: string): ApiAnswer {
  const [, of_org] = /^\/user\/memberships\/orgs\/([^/]+)$/.exec(url.pathname) ?? [];
  if (of_org !== undefined) return membershipOf(person, scopes, organisation, decodeURIComponent(of_org));
  switch (url.pathname) {
    case '/user':
      return { status: 200, json: { ...profileOf(person), email: person.email } };
    case '/user/emails':
      if (!scopes.includes('user:email')) return NOT_FOUND;
      return paged(
        url,
        person.emails.map((email) => ({ ...email, visibility: 'private' })),
      );
    case '/user/teams':
      if (!scopes.includes('read:org')) return NO_SCOPE;
      return paged(
        url,
        person.teams.map((team, index) => teamOf(team, index)),
      );
    default:
      return NOT_FOUND;
  }
}

const NOT_FOUND: ApiAnswer = { status: 404, json: { message: 'Not Found', status: '404' } };
const NO_SCOPE: ApiAnswer = { status: 403, json: { message: 'You need at least read:org scope', status: '403' } };
const NOT_APPROVED: ApiAnswer = {
  status: 403,
  json: { message: 'The organization has enabled OAuth App access restrictions', status: '403' },
};

function profileOf({ id, login, name, avatar_url }: Person) {
  return { id, login, name, avatar_url, node_id: `U_${id}`, type: 'User', site_admin: false };
}

function membershipOf(person: Person, scopes: readonly string[], organisation: string, asked: string): ApiAnswer {
  if (!scopes.includes('read:org')) return NO_SCOPE;
  const is_ours = asked.toLowerCase() === organisation.toLowerCase();
  if (!is_ours || person.membership === 'none') return NOT_FOUND;
  if (person.membership === 'blocked') return NOT_APPROVED;
  const organization = { id: 1, login: organisation };
  return { status: 200, json: { state: person.membership, role: 'member', organization, user: profileOf(person) } };
}

function teamOf(team: string, index: number) {
  const [login, slug] = team.split('/');
  return { id: index + 1, slug, name: slug, privacy: 'closed', organization: { id: 1, login } };
}

/** One page, 30 unless told, 100 at most, with a Link header where there are more. */
function paged(url: URL, all: readonly unknown[]): ApiAnswer {
  const size = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100);
  const page = Number(url.searchParams.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const json = all.slice((page - 1) * size, page * size);
  const to = (number: number, rel: string) => {
    const target = new URL(url);
    target.searchParams.set('page', String(number));
    return `<${target}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(page - 1, 'prev'), to(1, 'first')] : []),
    ...(page < last ? [to(page + 1, 'next'), to(last, 'last')] : []),
  ];
  return links.length === 0 ? { status: 200, json } : { status: 200, json, link: links.join(', ') };
}
