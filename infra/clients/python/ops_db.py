"""Client of the observatory operations database 0.1.0: one file, Python 3.9 or newer.

    from ops_db import OpsDB, Problem, each

    db = OpsDB('https://ops.example.org')  # the token is read from OPSDB_TOKEN
    started = db.executed_obs_units_start(obs_unit_id=3)
    db.executed_obs_units_finish(started['id'], status='completed')
    for execution in each(db.executed_obs_units_list, obs_unit_id=3, limit=100):
        print(execution['start_time'], execution['status'])

One method per endpoint, named as in GET /openapi.json. Arguments that are None are not sent; NULL is
sent as null. Of a filter x, x_gte is from there on and x_lt is before it. Answers are dicts and lists as
JSON has them, with .status and .headers; what goes wrong is raised as Problem.

Every write carries an Idempotency-Key. When no answer comes, and on 502, 503 with Retry-After and 504,
the same call is sent again with the same key until the deadline, so nothing is recorded twice. 4xx is
never sent again. Methods that say so in their description are sent once, because they change something
and take no key.

Made by npm run generate from infra/generated/openapi.json and infra/clients/ops_db.template.py; not
edited by hand.
"""

# mypy: no-warn-return-any

import datetime
import gzip
import http.client
import json
import logging
import os
import random
import re
import ssl
import time
import urllib.parse
import uuid
import zlib
from typing import Any, Callable, Dict, Iterator, List, Literal, Optional, Sequence, Tuple, TypeVar, Union

__version__ = '0.1.0'
__all__ = ['NULL', 'Answer', 'AnswerList', 'AnswerText', 'OpsDB', 'Problem', 'each', 'pages']

log = logging.getLogger('ops_db')

JSON = 'application/json'
LONGEST_PAUSE_S = 8.0
BROKEN = object()

One = TypeVar('One')
#: A filter: what is looked for, or a list of which any one will do.
OneOrMore = Union[One, Sequence[One]]


class _Null:
    def __repr__(self) -> str:
        return 'NULL'


#: JSON's null: where a field is to be emptied, or a filter looks for what is empty.
NULL: Any = _Null()


class Problem(Exception):
    """A call that did not succeed (RFC 9457).

    status: the HTTP status; 0 when no answer came
    code: what programs decide by, such as 'request.invalid'; 'client.no_answer' when no answer came
        before the deadline, 'http.<status>' when what answered was not this API
    detail: what happened
    remedy: what to do next
    errors: everything that is wrong with the request: dicts with in, field and detail
    retry_after_s: when trying again makes sense [s]; None when it does not
    request_id: the id of the call in the site's log
    idempotency_key: what a write was sent under; sent again under it, it is recorded once
    body: the whole answer; some codes have further members, such as the id of the record concerned
    """

    def __init__(self, status: int, code: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.remedy: str = more.get('remedy', '')
        self.errors: List[Dict[str, str]] = more.get('errors', [])
        self.retry_after_s: Optional[float] = more.get('retry_after_s')
        self.request_id: Optional[str] = more.get('request_id')
        self.idempotency_key: Optional[str] = more.get('idempotency_key')
        self.body: Dict[str, Any] = more.get('body', {})

    def __str__(self) -> str:
        return f'{self.code}: {self.detail} {self.remedy} (request {self.request_id})'


class Answer(Dict[str, Any]):
    """A JSON object as answered, with the status and the headers it came with."""

    status: int
    headers: http.client.HTTPMessage


class AnswerList(List[Any]):
    """A JSON array as answered, with the status and the headers it came with."""

    status: int
    headers: http.client.HTTPMessage


class AnswerText(str):
    """A text as answered, with the status and the headers it came with."""

    status: int
    headers: http.client.HTTPMessage


def pages(method: Callable[..., Answer], *args: Any, **filters: Any) -> Iterator[Answer]:
    """Every page of a list: pages(db.executed_obs_units_list, status='running').

    The last one tells whether the list is complete, each one which of its records are pending.
    """
    while True:
        page = method(*args, **filters)
        yield page
        if page['next_cursor'] is None:
            return
        filters['cursor'] = page['next_cursor']


def each(method: Callable[..., Answer], *args: Any, **filters: Any) -> Iterator[Dict[str, Any]]:
    """Every record of a list, page after page: each(db.executed_obs_units_list, status='running')."""
    for page in pages(method, *args, **filters):
        yield from page['items']


class OpsDB:
    """The API of one site.

    url: where the site is, such as https://ops.example.org or https://ops.example.org/v1
    token: an API token; read from the environment variable OPSDB_TOKEN unless it is given
    timeout_s: how long one attempt may take, beyond what the call itself asks the site to wait [s]
    deadline_s: how long a call may take with all its attempts; each call can have its own [s]
    context: for https where the site has a certificate of its own: ssl.create_default_context(cafile=...)
    """

    def __init__(
        self,
        url: str,
        token: Optional[str] = None,
        *,
        timeout_s: float = 15.0,
        deadline_s: float = 120.0,
        context: Optional[ssl.SSLContext] = None,
    ) -> None:
        parts = urllib.parse.urlsplit(url)
        is_http = parts.scheme in ('http', 'https') and parts.hostname
        if not is_http or '@' in parts.netloc or parts.query or parts.fragment:
            raise ValueError('url must be like https://ops.example.org, without user, query and fragment')
        secret = token or os.environ.get('OPSDB_TOKEN', '')
        if not re.fullmatch(r'[\x21-\x7e]+', secret):
            raise ValueError('no usable token: give token=... or set OPSDB_TOKEN')
        self.url = url.rstrip('/')
        self.timeout_s = timeout_s
        self.deadline_s = deadline_s
        self._address = (parts.hostname or '', parts.port)
        self._prefix = parts.path.rstrip('/')
        self._context = context or (ssl.create_default_context() if parts.scheme == 'https' else None)
        # In a function, where nothing that prints objects finds it.
        self._secret: Callable[[], str] = lambda: secret

    def __repr__(self) -> str:
        return f'OpsDB({self.url!r})'

    def admin_users_change(
        self,
        id: int,
        *,
        name: Optional[str] = None,
        email: Optional[str] = None,
        is_active: Optional[bool] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change a user, or make one inactive.

        An inactive user is refused at this site from now on, whatever token or session it has; at the
        other when it has replicated.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PATCH /admin/users/{id}. Needs manage:users.

        is_active: An inactive user is refused everywhere.
        """
        return self._call(
            'PATCH',
            f'/admin/users/{_segment(id)}',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({'name': name, 'email': email, 'is_active': is_active}),
            deadline_s=deadline_s,
        )

    def admin_users_code(self, id: int, *, deadline_s: Optional[float] = None) -> Answer:
        """A code for a person who cannot reach GitHub.

        Good once, at this site, for SIGN_IN_CODE_S (a quarter of an hour). Make sure who asks before you
        say it. It is shown this once.

        Answers {codes, site, expires_at}.

        POST /admin/users/{id}/sign-in-code. Needs manage:users. Sent once: a second time it might do it
        twice.
        """
        return self._call(
            'POST',
            f'/admin/users/{_segment(id)}/sign-in-code',
            once=True,
            deadline_s=deadline_s,
        )

    def admin_users_create(
        self,
        *,
        username: str,
        name: Optional[str] = None,
        email: Optional[str] = None,
        is_service: Optional[bool] = None,
        roles: Optional[List[Literal['admin', 'observer', 'viewer', 'service']]] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Make a user.

        A person is known by the GitHub login; a service never signs in and calls with API tokens. Needs
        main, which gives the number.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /admin/users. Needs manage:users.

        username: A GitHub login, or the name of a service.
        is_service: A program, which never signs in and calls with API tokens.
        """
        return self._call(
            'POST',
            '/admin/users',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({
                'username': username, 'name': name, 'email': email, 'is_service': is_service,
                'roles': roles,
            }),
            deadline_s=deadline_s,
        )

    def admin_users_list(
        self,
        *,
        id: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        username: Optional[OneOrMore[str]] = None,
        is_active: Optional[OneOrMore[bool]] = None,
        is_service: Optional[OneOrMore[bool]] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        order: Optional[Literal['created_at', '-created_at', 'username', '-username']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List users with their roles.

        Answers {items: [{id, username, github_id, name, email, avatar_url, is_active, is_service,
        created_at, updated_at, roles}], next_cursor, complete, pending, total}.

        GET /admin/users. Needs manage:users.

        id: Its id. Repeated: any of them.
        username: A GitHub login, or the name of a service. Repeated: any of them.
        is_active: An inactive user is refused everywhere. Repeated: any of them.
        is_service: A program, which never signs in and calls with API tokens. Repeated: any of them.
        created_at: Its created_at. Repeated: any of them.
        order: sort by this column, with - descending; default -created_at
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/admin/users',
            query={
                'id': id, 'id_gte': id_gte, 'id_lt': id_lt, 'username': username, 'is_active': is_active,
                'is_service': is_service, 'created_at': created_at, 'created_at_gte': created_at_gte,
                'created_at_lt': created_at_lt, 'order': order, 'limit': limit, 'stale': stale,
                'cursor': cursor, 'fields': fields, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def admin_users_roles(
        self,
        id: int,
        *,
        roles: List[Literal['admin', 'observer', 'viewer', 'service']],
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Give a user exactly these roles.

        Roles that came with a GitHub team come back at the next sign-in unless the team is left.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /admin/users/{id}/roles. Needs manage:users.
        """
        return self._call(
            'PUT',
            f'/admin/users/{_segment(id)}/roles',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({'roles': roles}),
            deadline_s=deadline_s,
        )

    def api_tokens_by_id(self, id: str, *, deadline_s: Optional[float] = None) -> Answer:
        """Get one API token by id.

        Your own; anybody’s when you manage users. Never the token itself.

        Answers {id, user_id, name, token_prefix, scopes, made_with, last_used_at, last_used_ip,
        usage_count, is_active, expires_at, created_at, updated_at}.

        GET /api/tokens/{id}. Needs manage:tokens.
        """
        return self._call('GET', f'/api/tokens/{_segment(id)}', deadline_s=deadline_s)

    def api_tokens_revoke(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Revoke an API token.

        It is refused at this site from now on, at the other when that has replicated; so are the tokens
        it was used to make. Its record stays.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        DELETE /api/tokens/{id}. Needs manage:tokens.
        """
        return self._call(
            'DELETE',
            f'/api/tokens/{_segment(id)}',
            headers={'Idempotency-Key': idempotency_key},
            deadline_s=deadline_s,
        )

    def api_tokens_create(
        self,
        *,
        name: str,
        scopes: Optional[List[str]] = None,
        expires_at: Optional[str] = None,
        user_id: Optional[int] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Make an API token.

        For yourself, or for the user named in user_id when you manage users. It is shown this once. One
        that is made with a token ends with that token and makes no further ones. Works while the link is
        down, and an Idempotency-Key changes nothing: a second token is made.

        Answers {id, user_id, name, token_prefix, scopes, made_with, last_used_at, last_used_ip,
        usage_count, is_active, expires_at, created_at, updated_at, token, transaction_id, status}.

        POST /api/tokens. Needs manage:tokens. Sent once: a second time it might do it twice.

        name: What it is for.
        """
        return self._call(
            'POST',
            '/api/tokens',
            body=_given({'name': name, 'scopes': scopes, 'expires_at': expires_at, 'user_id': user_id}),
            once=True,
            deadline_s=deadline_s,
        )

    def api_tokens_list(
        self,
        *,
        id: Optional[OneOrMore[str]] = None,
        user_id: Optional[OneOrMore[int]] = None,
        user_id_gte: Optional[int] = None,
        user_id_lt: Optional[int] = None,
        is_active: Optional[OneOrMore[bool]] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        order: Optional[Literal['created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List API tokens.

        Your own; everybody’s when you manage users. Never the tokens themselves.

        Answers {items: [{id, user_id, name, token_prefix, scopes, made_with, last_used_at, last_used_ip,
        usage_count, is_active, expires_at, created_at, updated_at}], next_cursor, complete, pending,
        total}.

        GET /api/tokens. Needs manage:tokens.

        id: Its id. Repeated: any of them.
        user_id: Its user_id. Repeated: any of them.
        is_active: Its is_active. Repeated: any of them.
        created_at: Its created_at. Repeated: any of them.
        order: sort by this column, with - descending; default -created_at
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/api/tokens',
            query={
                'id': id, 'user_id': user_id, 'user_id_gte': user_id_gte, 'user_id_lt': user_id_lt,
                'is_active': is_active, 'created_at': created_at, 'created_at_gte': created_at_gte,
                'created_at_lt': created_at_lt, 'order': order, 'limit': limit, 'stale': stale,
                'cursor': cursor, 'fields': fields, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def api_tokens_rotate(self, id: str, *, deadline_s: Optional[float] = None) -> Answer:
        """Give an API token a new secret.

        Name, scopes and expiry stay. The old secret is worthless at this site at once, at the other when
        it has replicated; so are the tokens it was used to make.

        Answers {id, user_id, name, token_prefix, scopes, made_with, last_used_at, last_used_ip,
        usage_count, is_active, expires_at, created_at, updated_at, token, transaction_id, status}.

        POST /api/tokens/{id}/rotate. Needs manage:tokens. Sent once: a second time it might do it twice.
        """
        return self._call(
            'POST',
            f'/api/tokens/{_segment(id)}/rotate',
            once=True,
            deadline_s=deadline_s,
        )

    def api_tokens_scopes(self, *, deadline_s: Optional[float] = None) -> AnswerList:
        """What a token can be good for.

        `*` may stand in either place: `read:*`, `*:*`.

        Answers [{scope, granted}].

        GET /api/tokens/scopes. For what is your own.
        """
        return self._call('GET', '/api/tokens/scopes', deadline_s=deadline_s)

    def audit_list(
        self,
        *,
        id: Optional[OneOrMore[str]] = None,
        at: Optional[OneOrMore[str]] = None,
        at_gte: Optional[str] = None,
        at_lt: Optional[str] = None,
        site: Optional[OneOrMore[str]] = None,
        user_id: Optional[OneOrMore[Union[Literal['null'], float]]] = None,
        user_id_gte: Optional[float] = None,
        user_id_lt: Optional[float] = None,
        username: Optional[OneOrMore[str]] = None,
        act: Optional[OneOrMore[str]] = None,
        subject: Optional[OneOrMore[str]] = None,
        order: Optional[Literal['at', '-at']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List audit_event records.

        Who did what, when and from where. As main will have them, unreplicated changes of this site
        included.

        Answers {items: [{id, at, site, user_id, username, act, subject, address, request_id, details}],
        next_cursor, complete, pending, total}.

        GET /audit. Needs read:audit.

        id: Its id. Repeated: any of them.
        at: When, by the clock of the site. Repeated: any of them.
        site: Its site. Repeated: any of them.
        user_id: Its user_id. Repeated: any of them; null: none.
        username: Who did it, by the name of that time. Repeated: any of them.
        act: Such as token.revoke. Repeated: any of them.
        subject: What it was done to, such as user:3. Repeated: any of them.
        order: sort by this column, with - descending; default -at
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/audit',
            query={
                'id': id, 'at': at, 'at_gte': at_gte, 'at_lt': at_lt, 'site': site, 'user_id': user_id,
                'user_id_gte': user_id_gte, 'user_id_lt': user_id_lt, 'username': username, 'act': act,
                'subject': subject, 'order': order, 'limit': limit, 'stale': stale, 'cursor': cursor,
                'fields': fields, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def auth_code(self, *, username: str, code: str, deadline_s: Optional[float] = None) -> Answer:
        """Sign in with a code, without GitHub.

        For a blackout: the code was made beforehand by its owner, or just now by an administrator. It is
        good once and at one site.

        Answers {access_token, token_type, expires_in}.

        POST /auth/code. For anybody. Sent once: a second time it might do it twice.
        """
        return self._call(
            'POST',
            '/auth/code',
            body=_given({'username': username, 'code': code}),
            once=True,
            deadline_s=deadline_s,
        )

    def auth_jwks(self, *, deadline_s: Optional[float] = None) -> Answer:
        """The public keys access tokens are signed with.

        A JSON Web Key Set (RFC 7517) of every site this one trusts, for programs that verify access
        tokens themselves.

        Answers {keys: [{kty, crv, kid, x, y, use, alg}]}.

        GET /.well-known/jwks.json. For anybody.
        """
        return self._call('GET', '/.well-known/jwks.json', deadline_s=deadline_s)

    def auth_logout(self, *, deadline_s: Optional[float] = None) -> Answer:
        """End the session in the cookie.

        At this site at once, access tokens included; at the other when it has replicated. Without a
        session it does nothing.

        Answers {signed_out}.

        POST /auth/logout. For anybody. Sent once: a second time it might do it twice.
        """
        return self._call('POST', '/auth/logout', once=True, deadline_s=deadline_s)

    def auth_make_codes(
        self,
        *,
        count: Optional[int] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Codes to sign in with when GitHub cannot be reached.

        For yourself, to be kept on paper: each is good once, at this site, for as long as a session can
        last. They are shown this once.

        Answers {codes, site, expires_at}.

        POST /auth/codes. For what is your own. Sent once: a second time it might do it twice.
        """
        return self._call(
            'POST',
            '/auth/codes',
            body=_given({'count': count}),
            once=True,
            deadline_s=deadline_s,
        )

    def auth_me(self, *, deadline_s: Optional[float] = None) -> Answer:
        """Who you are and what you may do.

        Answers {id, username, name, email, avatar_url, is_service, roles, permissions, scopes,
        token_type}.

        GET /auth/me. For what is your own.
        """
        return self._call('GET', '/auth/me', deadline_s=deadline_s)

    def auth_refresh(self, *, deadline_s: Optional[float] = None) -> Answer:
        """A new access token for the session in the cookie.

        Asks nobody beyond this site, so it works whatever the link does. The cookie is exchanged for its
        successor; one that is used again later than 10 s afterwards ends the session.

        Answers {access_token, token_type, expires_in}.

        POST /auth/refresh. For anybody. Sent once: a second time it might do it twice.
        """
        return self._call('POST', '/auth/refresh', once=True, deadline_s=deadline_s)

    def auth_sessions_end(self, id: str, *, deadline_s: Optional[float] = None) -> Answer:
        """End a session.

        One of your own, such as on a computer that was left; anybody’s when you manage users. Its access
        tokens are refused at this site from now on, at the other when it has replicated. Ending it again
        changes nothing.

        Answers {id, ended}.

        DELETE /auth/sessions/{id}. For what is your own. Sent once: a second time it might do it twice.
        """
        return self._call('DELETE', f'/auth/sessions/{_segment(id)}', once=True, deadline_s=deadline_s)

    def auth_sessions(
        self,
        *,
        id: Optional[OneOrMore[str]] = None,
        user_id: Optional[OneOrMore[int]] = None,
        user_id_gte: Optional[int] = None,
        user_id_lt: Optional[int] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        ended_at: Optional[OneOrMore[str]] = None,
        ended_at_gte: Optional[str] = None,
        ended_at_lt: Optional[str] = None,
        order: Optional[Literal['created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List sessions.

        Where and how you have signed in; everybody’s when you manage users.

        Answers {items: [{id, user_id, site, method, address, user_agent, created_at, expires_at,
        ended_at, ended_because}], next_cursor, complete, pending, total}.

        GET /auth/sessions. For what is your own.

        id: Its id. Repeated: any of them.
        user_id: Its user_id. Repeated: any of them.
        created_at: Its created_at. Repeated: any of them.
        ended_at: Null while it lasts. Repeated: any of them; null: none.
        order: sort by this column, with - descending; default -created_at
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/auth/sessions',
            query={
                'id': id, 'user_id': user_id, 'user_id_gte': user_id_gte, 'user_id_lt': user_id_lt,
                'created_at': created_at, 'created_at_gte': created_at_gte,
                'created_at_lt': created_at_lt, 'ended_at': ended_at, 'ended_at_gte': ended_at_gte,
                'ended_at_lt': ended_at_lt, 'order': order, 'limit': limit, 'stale': stale,
                'cursor': cursor, 'fields': fields, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def buffer_audit(self, *, deadline_s: Optional[float] = None) -> Answer:
        """Whether every accepted transaction is accounted for.

        Each site numbers what it accepts, without gaps from 1. Every number must be on main or wait
        here; a missing, doubled or altered one is named. docs/operations.md says what this cannot prove.

        Answers {intact, outbox_behind, series: [{site, series, arrived, contiguous_to, highest,
        accepted, waiting, gaps, missing, doubled, altered}]}.

        GET /buffer/audit. Needs read:system.
        """
        return self._call('GET', '/buffer/audit', deadline_s=deadline_s)

    def buffer_failed_amend(
        self,
        transaction_id: str,
        *,
        values: Dict[str, Any],
        reason: str,
        step: Optional[int] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Amend a dead letter and send it again.

        Replaces the named values of one of its steps; what it was is kept. The id of a record cannot be
        changed.

        Answers {transaction_id, state, lane, created_at, attempts, error, endpoint, user_id, steps,
        original_steps, acts: [{act, by, at, reason}], discarding}.

        PATCH /buffer/failed/{transaction_id}. Needs manage:buffer. Sent once: a second time it might do
        it twice.

        values: column: new value
        step: position of the step, from 0
        """
        return self._call(
            'PATCH',
            f'/buffer/failed/{_segment(transaction_id)}',
            body=_given({'values': values, 'reason': reason, 'step': step}),
            once=True,
            deadline_s=deadline_s,
        )

    def buffer_failed_by_id(self, transaction_id: str, *, deadline_s: Optional[float] = None) -> Answer:
        """One transaction main has not taken.

        Answers {transaction_id, state, lane, created_at, attempts, error, endpoint, user_id, steps,
        original_steps, acts: [{act, by, at, reason}], discarding}.

        GET /buffer/failed/{transaction_id}. Needs read:system.
        """
        return self._call('GET', f'/buffer/failed/{_segment(transaction_id)}', deadline_s=deadline_s)

    def buffer_failed_discard(
        self,
        transaction_id: str,
        *,
        reason: str,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Give a dead letter up.

        Main notes in its ledger that it will never have an effect. What it holds goes on, to succeed or
        to be refused with a reason that names it. Until main knows, it stays visible as dead and can
        still be retried.

        Answers {transaction_id, state, lane, created_at, attempts, error, endpoint, user_id, steps,
        original_steps, acts: [{act, by, at, reason}], discarding}.

        DELETE /buffer/failed/{transaction_id}. Needs manage:buffer. Sent once: a second time it might do
        it twice.
        """
        return self._call(
            'DELETE',
            f'/buffer/failed/{_segment(transaction_id)}',
            body=_given({'reason': reason}),
            once=True,
            deadline_s=deadline_s,
        )

    def buffer_failed_retry_all(
        self,
        *,
        reason: Optional[str] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Send every dead letter again.

        Oldest first, at most 500 at a time: with next_cursor of the answer as cursor it goes on, so that
        what main refuses once more is not in the way. Those that were discarded, and those you may not
        decide about, are left alone.

        Answers {retried, next_cursor}.

        POST /buffer/failed/retry-all. Needs manage:buffer. Sent once: a second time it might do it
        twice.

        limit: letters looked at, at most 500
        cursor: next_cursor of the answer before
        """
        return self._call(
            'POST',
            '/buffer/failed/retry-all',
            body=_given({'reason': reason, 'limit': limit, 'cursor': cursor}),
            once=True,
            deadline_s=deadline_s,
        )

    def buffer_failed_retry(
        self,
        transaction_id: str,
        *,
        reason: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Send a dead letter again.

        As it is, after what main refused it for has been mended. What it holds follows.

        Answers {transaction_id, state, lane, created_at, attempts, error, endpoint, user_id, steps,
        original_steps, acts: [{act, by, at, reason}], discarding}.

        POST /buffer/failed/{transaction_id}/retry. Needs manage:buffer. Sent once: a second time it
        might do it twice.
        """
        return self._call(
            'POST',
            f'/buffer/failed/{_segment(transaction_id)}/retry',
            body=_given({'reason': reason}),
            once=True,
            deadline_s=deadline_s,
        )

    def buffer_failed(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """The transactions main refused, and those they hold.

        Oldest first, each with main's reason in plain words and what it would do. They stay visible in
        every read until they are settled. Of records you may not read only that they are changed.

        Answers {items: [{transaction_id, state, lane, created_at, attempts, error, endpoint, user_id,
        steps, original_steps, acts, discarding}], next_cursor}.

        GET /buffer/failed. Needs read:system.

        limit: letters of a page, at most 500
        cursor: next_cursor of the answer before
        """
        return self._call(
            'GET',
            '/buffer/failed',
            query={'limit': limit, 'cursor': cursor},
            deadline_s=deadline_s,
        )

    def buffer_stats(self, *, deadline_s: Optional[float] = None) -> Answer:
        """The buffer in figures.

        Answers {pending, oldest_age_s, applied_total, dead, held, unreplicated, postponed,
        next_attempt_at, last_drain, capacity, copies, durability}.

        GET /buffer/stats. Needs read:system.
        """
        return self._call('GET', '/buffer/stats', deadline_s=deadline_s)

    def buffer_transaction(
        self,
        transaction_id: str,
        *,
        wait: Optional[Literal['applied', 'replicated']] = None,
        timeout_s: Optional[float] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """How far a transaction has come.

        With wait, answers as soon as the transaction has reached that state or can no longer reach it by
        itself, at the latest after timeout_s; the state says which. At main, applied is final.

        Answers {transaction_id, state, site, series, sequence, digest, lane, created_at, applied_at,
        lsn, attempts, error}.

        GET /buffer/transactions/{transaction_id}. Needs read:observations.
        """
        return self._call(
            'GET',
            f'/buffer/transactions/{_segment(transaction_id)}',
            query={'wait': wait, 'timeout_s': timeout_s},
            waits_s=55,
            deadline_s=deadline_s,
        )

    def buffer_transactions_lookup(
        self,
        *,
        transaction_ids: List[str],
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """How far many transactions have come.

        Up to 500 ids, answered in the order asked. Receipts outlive the buffer: the ledger answers when
        Redis has forgotten.

        Answers {items: [{transaction_id, state}]}.

        POST /buffer/transactions/lookup. Needs read:observations.
        """
        return self._call(
            'POST',
            '/buffer/transactions/lookup',
            body=_given({'transaction_ids': transaction_ids}),
            deadline_s=deadline_s,
        )

    def data_locations_by_id(
        self,
        id: int,
        *,
        stale: Optional[Literal['ok']] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one data_location by id.

        A place within a site where files lie. With the columns of its kind. As main will have it,
        unreplicated changes of this site included.

        Answers {host, path, user, bucket, endpoint_url, region, credentials_prefix, library, pool, id,
        site_id, name, location_type, storage_type, priority, active}.

        GET /data_locations/{id}. Needs read:observations.

        stale: ok: answer from the replica alone when the buffer is out of reach
        """
        return self._call(
            'GET',
            f'/data_locations/{_segment(id)}',
            query={'stale': stale},
            deadline_s=deadline_s,
        )

    def data_locations_update(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        name: Optional[str] = None,
        priority: Optional[int] = None,
        active: Optional[bool] = None,
        host: Optional[str] = None,
        path: Optional[str] = None,
        user: Optional[str] = None,
        bucket: Optional[str] = None,
        endpoint_url: Optional[str] = None,
        region: Optional[str] = None,
        credentials_prefix: Optional[str] = None,
        library: Optional[str] = None,
        pool: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change one data_location.

        Its name, priority, whether it is in use, and the columns of its storage_type. Its site, what it
        is for and how it stores stay: what lies there was put there for that. What the body does not
        name stays as it is. With If-Match it applies only to the record you have read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /data_locations/{id}. Needs write:programs.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        name: Unique within its site.
        priority: Of several of one type the lowest is taken first.
        active: In use.
        host: Name of the host.
        path: Directory the relative paths of its files begin at.
        user: Who reaches it; null for whoever runs the transfer.
        bucket: Name of the bucket.
        region: Region of the store.
        library: Name of the library.
        pool: Pool of tapes within it.
        """
        return self._call(
            'PUT',
            f'/data_locations/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({
                'name': name, 'priority': priority, 'active': active, 'host': host, 'path': path,
                'user': user, 'bucket': bucket, 'endpoint_url': endpoint_url, 'region': region,
                'credentials_prefix': credentials_prefix, 'library': library, 'pool': pool,
            }),
            deadline_s=deadline_s,
        )

    def data_locations_create(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Create one data_location.

        A place within a site where files lie. With the columns of its storage_type, in one transaction
        on main: at a secondary it needs the link, and shows here at once. Credentials of an object store
        are never accepted.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /data_locations. Needs write:programs.
        """
        return self._call(
            'POST',
            '/data_locations',
            headers={'Idempotency-Key': idempotency_key},
            body=body,
            deadline_s=deadline_s,
        )

    def data_locations_list(
        self,
        *,
        id: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        site_id: Optional[OneOrMore[int]] = None,
        site_id_gte: Optional[int] = None,
        site_id_lt: Optional[int] = None,
        name: Optional[OneOrMore[str]] = None,
        location_type: Optional[OneOrMore[Literal['source', 'buffer', 'long_term_archive', 'processing']]] = None,
        storage_type: Optional[OneOrMore[Literal['disk', 's3', 'tape']]] = None,
        active: Optional[OneOrMore[bool]] = None,
        order: Optional[Literal['id', '-id', 'name', '-name']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[Literal['id', 'site_id', 'name', 'location_type', 'storage_type', 'priority', 'active']]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List data_location records.

        A place within a site where files lie. As main will have them, unreplicated changes of this site
        included.

        Answers {items: [{id, site_id, name, location_type, storage_type, priority, active, site,
        disk_data_location, s3_data_location, tape_data_location}], next_cursor, complete, pending,
        total}.

        GET /data_locations. Needs read:observations.

        id: Its id. Repeated: any of them.
        site_id: Its site_id. Repeated: any of them.
        name: Unique within its site. Repeated: any of them.
        location_type: What it is for. Repeated: any of them.
        storage_type: How it stores: the table that says more has a record of the same id. Repeated: any
            of them.
        active: In use. Repeated: any of them.
        order: sort by this column, with - descending; default -id
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: site, disk_data_location, s3_data_location,
            tape_data_location
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/data_locations',
            query={
                'id': id, 'id_gte': id_gte, 'id_lt': id_lt, 'site_id': site_id,
                'site_id_gte': site_id_gte, 'site_id_lt': site_id_lt, 'name': name,
                'location_type': location_type, 'storage_type': storage_type, 'active': active,
                'order': order, 'limit': limit, 'stale': stale, 'cursor': cursor, 'fields': fields,
                'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def demo_create_demo_token(self, *, deadline_s: Optional[float] = None) -> Answer:
        """An administrator's token for trying things out.

        On a developer's machine only: elsewhere there is no such path, and as an OpenWhisk action it
        never answers otherwise, whatever is bound to it.

        Answers {token, user_id, role}.

        POST /api/demo/create-demo-token. For anybody. Sent once: a second time it might do it twice.
        """
        return self._call('POST', '/api/demo/create-demo-token', once=True, deadline_s=deadline_s)

    def events_list(
        self,
        *,
        after: Optional[str] = None,
        wait_s: Optional[float] = None,
        limit: Optional[int] = None,
        entity: Optional[OneOrMore[str]] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Follow what changes.

        Without after, only a cursor: take it, load what you show, and ask for what came after it. Behind
        a cursor nothing is missed, however long ago it was. A transaction of this site comes again
        whenever its state changes; what has come back from main, or was changed there, comes once, in
        the order of main. Records you may not read are left out. docs/events.md shows how a screen
        follows.

        Answers {items: [{transaction_id, site, at, endpoint, user_id, state, changes}], cursor, more,
        complete}.

        GET /events. Needs read:observations.

        after: cursor of the answer before
        wait_s: answer as soon as there is something, at the latest after so long, at most 25
        limit: events in an answer, 100 unless told, at most 500
        entity: changes of these entities only; repeatable
        """
        return self._call(
            'GET',
            '/events',
            query={'after': after, 'wait_s': wait_s, 'limit': limit, 'entity': entity},
            waits_s=25,
            deadline_s=deadline_s,
        )

    def executed_obs_units_by_id(
        self,
        id: str,
        *,
        stale: Optional[Literal['ok']] = None,
        expand: Optional[OneOrMore[str]] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one executed_obs_unit by id.

        One execution of an observation unit: when, how it ended, under which conditions. As main will
        have it, unreplicated changes of this site included.

        Answers {id, obs_unit_id, start_time, end_time, status, mean_pwv_mm, mean_elevation_deg, comment,
        executed_by, site_name, created_at, updated_at, obs_unit, raw_data_packages: [{id, name,
        executed_obs_unit_id, instrument_module_id, data_transfer_package_id, relative_path, size_bytes,
        checksum, status, state, retry_count, created_at, updated_at}], raw_data_packages_count,
        raw_data_files: [{id, name, relative_path, source_location_id, instrument_module_id,
        executed_obs_unit_id, raw_data_package_id, size_bytes, checksum, checksum_algorithm, file_type,
        description, created_at, updated_at}], raw_data_files_count}.

        GET /executed_obs_units/by-id/{id}. Needs read:observations.

        id: UUIDv7, made before anything is sent.
        stale: ok: answer from the replica alone when the buffer is out of reach
        expand: related records to show with it, by commas: obs_unit, raw_data_packages, raw_data_files
        """
        return self._call(
            'GET',
            f'/executed_obs_units/by-id/{_segment(id)}',
            query={'stale': stale, 'expand': expand},
            deadline_s=deadline_s,
        )

    def executed_obs_units_finish(
        self,
        id: str,
        *,
        status: Literal['completed', 'aborted', 'failed'],
        end_time: Optional[str] = None,
        mean_pwv_mm: Optional[float] = None,
        mean_elevation_deg: Optional[float] = None,
        comment: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Record how an observation ended.

        Works on a record that is still buffered. end_time is now unless it is given. The identical call
        again answers as the first; a different one is refused.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /executed_obs_units/{id}/finish. Needs write:observations.

        id: UUIDv7, made before anything is sent.
        end_time: When it ended, UTC.
        mean_pwv_mm: Mean precipitable water vapour. [mm]
        mean_elevation_deg: Mean elevation of the pointing. [deg]
        comment: Free text of the observer.
        """
        return self._call(
            'PUT',
            f'/executed_obs_units/{_segment(id)}/finish',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({
                'status': status, 'end_time': end_time, 'mean_pwv_mm': mean_pwv_mm,
                'mean_elevation_deg': mean_elevation_deg, 'comment': comment,
            }),
            deadline_s=deadline_s,
        )

    def executed_obs_units_history(self, id: str, *, deadline_s: Optional[float] = None) -> Answer:
        """List the changes of one executed_obs_unit.

        Latest first, at most 500; those on their way to main are among them. Records made by a seed have
        none.

        Answers {items: [{transaction_id, operation, at, site, user_id, username, endpoint, state,
        values}], complete}.

        GET /executed_obs_units/by-id/{id}/history. Needs read:observations.

        id: UUIDv7, made before anything is sent.
        """
        return self._call(
            'GET',
            f'/executed_obs_units/by-id/{_segment(id)}/history',
            deadline_s=deadline_s,
        )

    def executed_obs_units_list(
        self,
        *,
        id: Optional[OneOrMore[str]] = None,
        obs_unit_id: Optional[OneOrMore[int]] = None,
        obs_unit_id_gte: Optional[int] = None,
        obs_unit_id_lt: Optional[int] = None,
        status: Optional[OneOrMore[Literal['running', 'completed', 'aborted', 'failed']]] = None,
        start_time: Optional[OneOrMore[str]] = None,
        start_time_gte: Optional[str] = None,
        start_time_lt: Optional[str] = None,
        end_time: Optional[OneOrMore[str]] = None,
        end_time_gte: Optional[str] = None,
        end_time_lt: Optional[str] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        site_name: Optional[OneOrMore[str]] = None,
        executed_by: Optional[OneOrMore[str]] = None,
        q: Optional[str] = None,
        order: Optional[Literal['start_time', '-start_time', 'created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List executed_obs_unit records.

        One execution of an observation unit: when, how it ended, under which conditions. As main will
        have them, unreplicated changes of this site included.

        Answers {items: [{id, obs_unit_id, start_time, end_time, status, mean_pwv_mm, mean_elevation_deg,
        comment, executed_by, site_name, created_at, updated_at, obs_unit, raw_data_packages,
        raw_data_packages_count, raw_data_files, raw_data_files_count}], next_cursor, complete, pending,
        total}.

        GET /executed_obs_units. Needs read:observations.

        id: UUIDv7, made before anything is sent. Repeated: any of them.
        obs_unit_id: The observation unit that was executed. Repeated: any of them.
        status: running until it is finished. Repeated: any of them.
        start_time: When it began, UTC. Repeated: any of them.
        end_time: When it ended, UTC; null while it runs. Repeated: any of them; null: none.
        created_at: Its created_at. Repeated: any of them.
        site_name: The site that recorded it. Repeated: any of them.
        executed_by: Who or what ran it. Repeated: any of them; null: none.
        q: records in which comment or executed_by contains this text, be it in upper or lower case; 2 to
            200 characters, none of which stands for another
        order: sort by this column, with - descending; default -start_time
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: obs_unit, raw_data_packages, raw_data_files
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/executed_obs_units',
            query={
                'id': id, 'obs_unit_id': obs_unit_id, 'obs_unit_id_gte': obs_unit_id_gte,
                'obs_unit_id_lt': obs_unit_id_lt, 'status': status, 'start_time': start_time,
                'start_time_gte': start_time_gte, 'start_time_lt': start_time_lt, 'end_time': end_time,
                'end_time_gte': end_time_gte, 'end_time_lt': end_time_lt, 'created_at': created_at,
                'created_at_gte': created_at_gte, 'created_at_lt': created_at_lt, 'site_name': site_name,
                'executed_by': executed_by, 'q': q, 'order': order, 'limit': limit, 'stale': stale,
                'cursor': cursor, 'fields': fields, 'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def executed_obs_units_of_obs_unit(
        self,
        obs_unit_id: int,
        *,
        stale: Optional[Literal['ok']] = None,
        deadline_s: Optional[float] = None,
    ) -> AnswerList:
        """List the executions of an observation unit, with their packages and files.

        The newest 100, latest start first, as a bare list; empty when there are none. Of each the first
        20 packages and files and how many there are; GET /executed_obs_units/by-id/{id}?expand= has more
        of one.

        Answers [{id, obs_unit_id, start_time, end_time, status, mean_pwv_mm, mean_elevation_deg,
        comment, executed_by, site_name, created_at, updated_at, raw_data_packages: [{id, name,
        executed_obs_unit_id, instrument_module_id, data_transfer_package_id, relative_path, size_bytes,
        checksum, status, state, retry_count, created_at, updated_at}], raw_data_packages_count,
        raw_data_files: [{id, name, relative_path, source_location_id, instrument_module_id,
        executed_obs_unit_id, raw_data_package_id, size_bytes, checksum, checksum_algorithm, file_type,
        description, created_at, updated_at}], raw_data_files_count}].

        GET /executed_obs_units/{obs_unit_id}. Needs read:observations.

        stale: ok: answer from the replica alone when the buffer is out of reach
        """
        return self._call(
            'GET',
            f'/executed_obs_units/{_segment(obs_unit_id)}',
            query={'stale': stale},
            deadline_s=deadline_s,
        )

    def executed_obs_units_start(
        self,
        *,
        obs_unit_id: int,
        id: Optional[str] = None,
        start_time: Optional[str] = None,
        mean_pwv_mm: Optional[float] = None,
        mean_elevation_deg: Optional[float] = None,
        comment: Optional[str] = None,
        executed_by: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Record that an observation has begun.

        Recorded whatever the link does. start_time is now unless it is given; the id can be chosen by
        the caller, is made here otherwise, and can be used at once. Sent again with the same
        Idempotency-Key, or with the same chosen id, it answers as it did the first time.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /executed_obs_units/start. Needs write:observations.

        obs_unit_id: The observation unit that was executed.
        id: UUIDv7, made before anything is sent.
        start_time: When it began, UTC.
        mean_pwv_mm: Mean precipitable water vapour. [mm]
        mean_elevation_deg: Mean elevation of the pointing. [deg]
        comment: Free text of the observer.
        executed_by: Who or what ran it.
        """
        return self._call(
            'POST',
            '/executed_obs_units/start',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({
                'obs_unit_id': obs_unit_id, 'id': id, 'start_time': start_time,
                'mean_pwv_mm': mean_pwv_mm, 'mean_elevation_deg': mean_elevation_deg, 'comment': comment,
                'executed_by': executed_by,
            }),
            deadline_s=deadline_s,
        )

    def github_callback(
        self,
        *,
        state: str,
        code: Optional[str] = None,
        error: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Where GitHub sends the browser back to.

        Begins a session for a member of the organisation and goes on to the screens, which get their
        access token from POST /auth/refresh: there is never a token in a URL.

        Answers {access_token, token_type, expires_in}.

        GET /github/callback. For anybody.
        """
        return self._call(
            'GET',
            '/github/callback',
            query={'state': state, 'code': code, 'error': error},
            answers=(302,),
            deadline_s=deadline_s,
        )

    def github_login(
        self,
        *,
        return_to: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Sign in through GitHub.

        Sends the browser to GitHub, which sends it back to /github/callback.

        GET /github/login. For anybody.

        return_to: where to go on afterwards
        """
        return self._call(
            'GET',
            '/github/login',
            query={'return_to': return_to},
            answers=(302,),
            deadline_s=deadline_s,
        )

    def instrument_modules_availability(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        available: Optional[bool] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Say whether an instrument module can be used.

        What the body does not name stays as it is. With If-Match it applies only to the record you have
        read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PATCH /instrument_modules/{id}/availability. Needs configure:system.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        available: Installed and operational now.
        """
        return self._call(
            'PATCH',
            f'/instrument_modules/{_segment(id)}/availability',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({'available': available}),
            deadline_s=deadline_s,
        )

    def instrument_modules_by_id(
        self,
        id: int,
        *,
        stale: Optional[Literal['ok']] = None,
        expand: Optional[OneOrMore[str]] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one instrument_module by id.

        A module of an instrument: the level at which data are produced. As main will have it,
        unreplicated changes of this site included.

        Answers {id, instrument_id, name, pixels, freq_min_ghz, freq_max_ghz, available, instrument,
        instrument_module_configurations: [{id, instrument_module_id, name, type, parameters}],
        instrument_module_configurations_count}.

        GET /instrument_modules/{id}. Needs read:programs.

        stale: ok: answer from the replica alone when the buffer is out of reach
        expand: related records to show with it, by commas: instrument, instrument_module_configurations
        """
        return self._call(
            'GET',
            f'/instrument_modules/{_segment(id)}',
            query={'stale': stale, 'expand': expand},
            deadline_s=deadline_s,
        )

    def instrument_modules_configurations_create(
        self,
        id: int,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Create a configuration of an instrument module.

        How an instrument module is set up. With the fields of its type, in one transaction on main: at a
        secondary it needs the link, and shows here at once.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /instrument_modules/{id}/configurations. Needs write:programs.
        """
        return self._call(
            'POST',
            f'/instrument_modules/{_segment(id)}/configurations',
            headers={'Idempotency-Key': idempotency_key},
            body=body,
            deadline_s=deadline_s,
        )

    def instrument_modules_configurations(
        self,
        id: int,
        *,
        id_query: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        instrument_module_id: Optional[OneOrMore[int]] = None,
        instrument_module_id_gte: Optional[int] = None,
        instrument_module_id_lt: Optional[int] = None,
        name: Optional[OneOrMore[str]] = None,
        type: Optional[OneOrMore[Literal['generic', 'chai_module_configuration']]] = None,
        order: Optional[Literal['id', '-id', 'name', '-name']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[Literal['id', 'instrument_module_id', 'name', 'type', 'parameters']]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List the configurations of an instrument module.

        How an instrument module is set up. Empty for a instrument_module there is not.

        Answers {items: [{id, instrument_module_id, name, type, parameters, chai_module_configuration}],
        next_cursor, complete, pending, total}.

        GET /instrument_modules/{id}/configurations. Needs read:programs.

        id_query: Its id. Repeated: any of them.
        instrument_module_id: Its instrument_module_id. Repeated: any of them.
        name: Unique for its module. Repeated: any of them.
        type: The table that says more: it has a record of the same id. Repeated: any of them.
        order: sort by this column, with - descending; default -id
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: chai_module_configuration
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            f'/instrument_modules/{_segment(id)}/configurations',
            query={
                'id': id_query, 'id_gte': id_gte, 'id_lt': id_lt,
                'instrument_module_id': instrument_module_id,
                'instrument_module_id_gte': instrument_module_id_gte,
                'instrument_module_id_lt': instrument_module_id_lt, 'name': name, 'type': type,
                'order': order, 'limit': limit, 'stale': stale, 'cursor': cursor, 'fields': fields,
                'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def instrument_modules_list(
        self,
        *,
        id: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        instrument_id: Optional[OneOrMore[int]] = None,
        instrument_id_gte: Optional[int] = None,
        instrument_id_lt: Optional[int] = None,
        name: Optional[OneOrMore[str]] = None,
        available: Optional[OneOrMore[bool]] = None,
        order: Optional[Literal['id', '-id', 'name', '-name']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List instrument_module records.

        A module of an instrument: the level at which data are produced. As main will have them,
        unreplicated changes of this site included.

        Answers {items: [{id, instrument_id, name, pixels, freq_min_ghz, freq_max_ghz, available,
        instrument, instrument_module_configurations, instrument_module_configurations_count}],
        next_cursor, complete, pending, total}.

        GET /instrument_modules. Needs read:programs.

        id: Its id. Repeated: any of them.
        instrument_id: Its instrument_id. Repeated: any of them.
        name: Name by which people know it. Repeated: any of them.
        available: Installed and operational now. Repeated: any of them.
        order: sort by this column, with - descending; default -id
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: instrument, instrument_module_configurations
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/instrument_modules',
            query={
                'id': id, 'id_gte': id_gte, 'id_lt': id_lt, 'instrument_id': instrument_id,
                'instrument_id_gte': instrument_id_gte, 'instrument_id_lt': instrument_id_lt,
                'name': name, 'available': available, 'order': order, 'limit': limit, 'stale': stale,
                'cursor': cursor, 'fields': fields, 'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def instruments_availability(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        available: Optional[bool] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Say whether an instrument can be used.

        What the body does not name stays as it is. With If-Match it applies only to the record you have
        read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PATCH /instruments/{id}/availability. Needs configure:system.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        available: Installed and operational now.
        """
        return self._call(
            'PATCH',
            f'/instruments/{_segment(id)}/availability',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({'available': available}),
            deadline_s=deadline_s,
        )

    def instruments_by_id(
        self,
        id: int,
        *,
        stale: Optional[Literal['ok']] = None,
        expand: Optional[OneOrMore[str]] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one instrument by id.

        An instrument of a telescope. As main will have it, unreplicated changes of this site included.

        Answers {id, telescope_id, name, instrument_type, description, available, telescope,
        instrument_modules: [{id, instrument_id, name, pixels, freq_min_ghz, freq_max_ghz, available}],
        instrument_modules_count}.

        GET /instruments/{id}. Needs read:programs.

        stale: ok: answer from the replica alone when the buffer is out of reach
        expand: related records to show with it, by commas: telescope, instrument_modules
        """
        return self._call(
            'GET',
            f'/instruments/{_segment(id)}',
            query={'stale': stale, 'expand': expand},
            deadline_s=deadline_s,
        )

    def instruments_list(
        self,
        *,
        id: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        telescope_id: Optional[OneOrMore[int]] = None,
        telescope_id_gte: Optional[int] = None,
        telescope_id_lt: Optional[int] = None,
        name: Optional[OneOrMore[str]] = None,
        available: Optional[OneOrMore[bool]] = None,
        order: Optional[Literal['id', '-id', 'name', '-name']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[Literal['id', 'telescope_id', 'name', 'instrument_type', 'description', 'available']]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List instrument records.

        An instrument of a telescope. As main will have them, unreplicated changes of this site included.

        Answers {items: [{id, telescope_id, name, instrument_type, description, available, telescope,
        instrument_modules, instrument_modules_count}], next_cursor, complete, pending, total}.

        GET /instruments. Needs read:programs.

        id: Its id. Repeated: any of them.
        telescope_id: Its telescope_id. Repeated: any of them.
        name: Name by which people know it. Repeated: any of them.
        available: Installed and operational now. Repeated: any of them.
        order: sort by this column, with - descending; default -id
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: telescope, instrument_modules
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/instruments',
            query={
                'id': id, 'id_gte': id_gte, 'id_lt': id_lt, 'telescope_id': telescope_id,
                'telescope_id_gte': telescope_id_gte, 'telescope_id_lt': telescope_id_lt, 'name': name,
                'available': available, 'order': order, 'limit': limit, 'stale': stale, 'cursor': cursor,
                'fields': fields, 'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def instruments_modules(
        self,
        id: int,
        *,
        id_query: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        instrument_id: Optional[OneOrMore[int]] = None,
        instrument_id_gte: Optional[int] = None,
        instrument_id_lt: Optional[int] = None,
        name: Optional[OneOrMore[str]] = None,
        available: Optional[OneOrMore[bool]] = None,
        order: Optional[Literal['id', '-id', 'name', '-name']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List the modules of an instrument.

        A module of an instrument: the level at which data are produced. Empty for a instrument there is
        not.

        Answers {items: [{id, instrument_id, name, pixels, freq_min_ghz, freq_max_ghz, available,
        instrument_module_configurations, instrument_module_configurations_count}], next_cursor,
        complete, pending, total}.

        GET /instruments/{id}/modules. Needs read:programs.

        id_query: Its id. Repeated: any of them.
        instrument_id: Its instrument_id. Repeated: any of them.
        name: Name by which people know it. Repeated: any of them.
        available: Installed and operational now. Repeated: any of them.
        order: sort by this column, with - descending; default -id
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: instrument_module_configurations
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            f'/instruments/{_segment(id)}/modules',
            query={
                'id': id_query, 'id_gte': id_gte, 'id_lt': id_lt, 'instrument_id': instrument_id,
                'instrument_id_gte': instrument_id_gte, 'instrument_id_lt': instrument_id_lt,
                'name': name, 'available': available, 'order': order, 'limit': limit, 'stale': stale,
                'cursor': cursor, 'fields': fields, 'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def obs_modes_by_id(
        self,
        id: int,
        *,
        stale: Optional[Literal['ok']] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one obs_mode by id.

        An observing mode: the strategy of an observation unit, such as a daisy scan. As main will have
        it, unreplicated changes of this site included.

        Answers {id, name, description, scan_parameters}.

        GET /obs_modes/{id}. Needs read:programs.

        stale: ok: answer from the replica alone when the buffer is out of reach
        """
        return self._call(
            'GET',
            f'/obs_modes/{_segment(id)}',
            query={'stale': stale},
            deadline_s=deadline_s,
        )

    def obs_modes_update(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        name: Optional[str] = None,
        description: Optional[str] = None,
        scan_parameters: Optional[Dict[str, Any]] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change one obs_mode.

        What the body does not name stays as it is. With If-Match it applies only to the record you have
        read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /obs_modes/{id}. Needs write:programs.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        name: Name of the mode.
        scan_parameters: What the scan pattern needs, as the planning software understands it.
        """
        return self._call(
            'PUT',
            f'/obs_modes/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({'name': name, 'description': description, 'scan_parameters': scan_parameters}),
            deadline_s=deadline_s,
        )

    def obs_modes_create(
        self,
        *,
        name: str,
        description: Optional[str] = None,
        scan_parameters: Optional[Dict[str, Any]] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Create one obs_mode.

        An observing mode: the strategy of an observation unit, such as a daisy scan. Made on main: at a
        secondary it needs the link, and shows here at once.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /obs_modes. Needs write:programs.

        name: Name of the mode.
        scan_parameters: What the scan pattern needs, as the planning software understands it.
        """
        return self._call(
            'POST',
            '/obs_modes',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({'name': name, 'description': description, 'scan_parameters': scan_parameters}),
            deadline_s=deadline_s,
        )

    def obs_modes_list(
        self,
        *,
        id: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        name: Optional[OneOrMore[str]] = None,
        order: Optional[Literal['id', '-id', 'name', '-name']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[Literal['id', 'name', 'description', 'scan_parameters']]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List obs_mode records.

        An observing mode: the strategy of an observation unit, such as a daisy scan. As main will have
        them, unreplicated changes of this site included.

        Answers {items: [{id, name, description, scan_parameters}], next_cursor, complete, pending,
        total}.

        GET /obs_modes. Needs read:programs.

        id: Its id. Repeated: any of them.
        name: Name of the mode. Repeated: any of them.
        order: sort by this column, with - descending; default -id
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/obs_modes',
            query={
                'id': id, 'id_gte': id_gte, 'id_lt': id_lt, 'name': name, 'order': order, 'limit': limit,
                'stale': stale, 'cursor': cursor, 'fields': fields, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def obs_unit_availability(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        available: Optional[bool] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Say whether the scheduler may choose an observation unit.

        What the body does not name stays as it is. With If-Match it applies only to the record you have
        read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PATCH /obs_unit/{id}/availability. Needs write:programs.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        available: Whether the scheduler may choose it.
        """
        return self._call(
            'PATCH',
            f'/obs_unit/{_segment(id)}/availability',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({'available': available}),
            deadline_s=deadline_s,
        )

    def obs_unit_by_id(
        self,
        id: int,
        *,
        stale: Optional[Literal['ok']] = None,
        expand: Optional[OneOrMore[str]] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one obs_unit by id.

        An observation unit: the schedulable piece of a programme. As main will have it, unreplicated
        changes of this site included.

        Answers {id, name, observing_program_id, sub_observing_program_id, source_id, obs_mode_id,
        observation_configuration_id, available, phase, priority, requested_time_s, min_elevation_deg,
        max_elevation_deg, min_sun_distance_deg, min_moon_distance_deg, max_pwv_mm, created_at,
        updated_at, deleted_at, observing_program, sub_observing_program, source, obs_mode,
        observation_configuration, obs_unit_module_configurations: [{id, obs_unit_id,
        instrument_module_configuration_id}], obs_unit_module_configurations_count, executed_obs_units:
        [{id, obs_unit_id, start_time, end_time, status, mean_pwv_mm, mean_elevation_deg, comment,
        executed_by, site_name, created_at, updated_at}], executed_obs_units_count}.

        GET /obs_unit/{id}. Needs read:programs.

        stale: ok: answer from the replica alone when the buffer is out of reach
        expand: related records to show with it, by commas: observing_program, sub_observing_program,
            source, obs_mode, observation_configuration, obs_unit_module_configurations,
            executed_obs_units
        """
        return self._call(
            'GET',
            f'/obs_unit/{_segment(id)}',
            query={'stale': stale, 'expand': expand},
            deadline_s=deadline_s,
        )

    def obs_unit_delete(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Withdraw one obs_unit.

        Lists leave it out from now on, unless deleted=include; by its id it still answers, with
        deleted_at. Its name stays taken.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        DELETE /obs_unit/{id}. Needs write:programs.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        """
        return self._call(
            'DELETE',
            f'/obs_unit/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            deadline_s=deadline_s,
        )

    def obs_unit_update(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        name: Optional[str] = None,
        observing_program_id: Optional[int] = None,
        sub_observing_program_id: Optional[int] = None,
        source_id: Optional[int] = None,
        obs_mode_id: Optional[int] = None,
        observation_configuration_id: Optional[int] = None,
        available: Optional[bool] = None,
        phase: Optional[str] = None,
        priority: Optional[int] = None,
        requested_time_s: Optional[float] = None,
        min_elevation_deg: Optional[float] = None,
        max_elevation_deg: Optional[float] = None,
        min_sun_distance_deg: Optional[float] = None,
        min_moon_distance_deg: Optional[float] = None,
        max_pwv_mm: Optional[float] = None,
        instrument_module_configuration_ids: Optional[List[int]] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change one obs_unit, or which module configurations it uses.

        What the body does not name stays as it is. With If-Match it applies only to the record you have
        read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /obs_unit/{id}. Needs write:programs.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        name: Name, unique within its programme.
        observing_program_id: The programme it belongs to.
        sub_observing_program_id: The part of the programme, where there are parts.
        source_id: What it looks at.
        obs_mode_id: How it is carried out.
        observation_configuration_id: What the mode leaves open.
        available: Whether the scheduler may choose it.
        phase: The part of the season or of its programme it is planned for.
        priority: Higher is sooner.
        requested_time_s: Time on source asked for. [s]
        min_elevation_deg: Lowest elevation it may be observed at. [deg]
        max_elevation_deg: Highest elevation it may be observed at. [deg]
        min_sun_distance_deg: Least distance from the Sun. [deg]
        min_moon_distance_deg: Least distance from the Moon. [deg]
        max_pwv_mm: Most precipitable water vapour it stands. [mm]
        instrument_module_configuration_ids: all configurations of instrument modules that it uses from
            now on
        """
        return self._call(
            'PUT',
            f'/obs_unit/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({
                'name': name, 'observing_program_id': observing_program_id,
                'sub_observing_program_id': sub_observing_program_id, 'source_id': source_id,
                'obs_mode_id': obs_mode_id, 'observation_configuration_id': observation_configuration_id,
                'available': available, 'phase': phase, 'priority': priority,
                'requested_time_s': requested_time_s, 'min_elevation_deg': min_elevation_deg,
                'max_elevation_deg': max_elevation_deg, 'min_sun_distance_deg': min_sun_distance_deg,
                'min_moon_distance_deg': min_moon_distance_deg, 'max_pwv_mm': max_pwv_mm,
                'instrument_module_configuration_ids': instrument_module_configuration_ids,
            }),
            deadline_s=deadline_s,
        )

    def obs_unit_create(
        self,
        *,
        name: str,
        observing_program_id: int,
        source_id: int,
        obs_mode_id: int,
        sub_observing_program_id: Optional[int] = None,
        observation_configuration_id: Optional[int] = None,
        available: Optional[bool] = None,
        phase: Optional[str] = None,
        priority: Optional[int] = None,
        requested_time_s: Optional[float] = None,
        min_elevation_deg: Optional[float] = None,
        max_elevation_deg: Optional[float] = None,
        min_sun_distance_deg: Optional[float] = None,
        min_moon_distance_deg: Optional[float] = None,
        max_pwv_mm: Optional[float] = None,
        instrument_module_configuration_ids: Optional[List[int]] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Create one obs_unit, with the module configurations it uses if you like.

        An observation unit: the schedulable piece of a programme. Made on main with its links in one
        transaction: at a secondary it needs the link, and shows here at once.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /obs_unit. Needs write:programs.

        name: Name, unique within its programme.
        observing_program_id: The programme it belongs to.
        source_id: What it looks at.
        obs_mode_id: How it is carried out.
        sub_observing_program_id: The part of the programme, where there are parts.
        observation_configuration_id: What the mode leaves open.
        available: Whether the scheduler may choose it.
        phase: The part of the season or of its programme it is planned for.
        priority: Higher is sooner.
        requested_time_s: Time on source asked for. [s]
        min_elevation_deg: Lowest elevation it may be observed at. [deg]
        max_elevation_deg: Highest elevation it may be observed at. [deg]
        min_sun_distance_deg: Least distance from the Sun. [deg]
        min_moon_distance_deg: Least distance from the Moon. [deg]
        max_pwv_mm: Most precipitable water vapour it stands. [mm]
        instrument_module_configuration_ids: configurations of instrument modules that it uses
        """
        return self._call(
            'POST',
            '/obs_unit',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({
                'name': name, 'observing_program_id': observing_program_id, 'source_id': source_id,
                'obs_mode_id': obs_mode_id, 'sub_observing_program_id': sub_observing_program_id,
                'observation_configuration_id': observation_configuration_id, 'available': available,
                'phase': phase, 'priority': priority, 'requested_time_s': requested_time_s,
                'min_elevation_deg': min_elevation_deg, 'max_elevation_deg': max_elevation_deg,
                'min_sun_distance_deg': min_sun_distance_deg,
                'min_moon_distance_deg': min_moon_distance_deg, 'max_pwv_mm': max_pwv_mm,
                'instrument_module_configuration_ids': instrument_module_configuration_ids,
            }),
            deadline_s=deadline_s,
        )

    def obs_unit_list(
        self,
        *,
        id: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        name: Optional[OneOrMore[str]] = None,
        observing_program_id: Optional[OneOrMore[int]] = None,
        observing_program_id_gte: Optional[int] = None,
        observing_program_id_lt: Optional[int] = None,
        sub_observing_program_id: Optional[OneOrMore[Union[Literal['null'], float]]] = None,
        sub_observing_program_id_gte: Optional[float] = None,
        sub_observing_program_id_lt: Optional[float] = None,
        source_id: Optional[OneOrMore[int]] = None,
        source_id_gte: Optional[int] = None,
        source_id_lt: Optional[int] = None,
        obs_mode_id: Optional[OneOrMore[int]] = None,
        obs_mode_id_gte: Optional[int] = None,
        obs_mode_id_lt: Optional[int] = None,
        observation_configuration_id: Optional[OneOrMore[Union[Literal['null'], float]]] = None,
        observation_configuration_id_gte: Optional[float] = None,
        observation_configuration_id_lt: Optional[float] = None,
        available: Optional[OneOrMore[bool]] = None,
        phase: Optional[OneOrMore[str]] = None,
        priority: Optional[OneOrMore[Union[Literal['null'], float]]] = None,
        priority_gte: Optional[float] = None,
        priority_lt: Optional[float] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        q: Optional[str] = None,
        order: Optional[Literal['id', '-id', 'name', '-name', 'created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        deleted: Optional[Literal['include']] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List obs_unit records.

        An observation unit: the schedulable piece of a programme. As main will have them, unreplicated
        changes of this site included.

        Answers {items: [{id, name, observing_program_id, sub_observing_program_id, source_id,
        obs_mode_id, observation_configuration_id, available, phase, priority, requested_time_s,
        min_elevation_deg, max_elevation_deg, min_sun_distance_deg, min_moon_distance_deg, max_pwv_mm,
        created_at, updated_at, deleted_at, observing_program, sub_observing_program, source, obs_mode,
        observation_configuration, obs_unit_module_configurations, obs_unit_module_configurations_count,
        executed_obs_units, executed_obs_units_count}], next_cursor, complete, pending, total}.

        GET /obs_unit. Needs read:programs.

        id: Its id. Repeated: any of them.
        name: Name, unique within its programme. Repeated: any of them.
        observing_program_id: The programme it belongs to. Repeated: any of them.
        sub_observing_program_id: The part of the programme, where there are parts. Repeated: any of
            them; null: none.
        source_id: What it looks at. Repeated: any of them.
        obs_mode_id: How it is carried out. Repeated: any of them.
        observation_configuration_id: What the mode leaves open. Repeated: any of them; null: none.
        available: Whether the scheduler may choose it. Repeated: any of them.
        phase: The part of the season or of its programme it is planned for. Repeated: any of them; null:
            none.
        priority: Higher is sooner. Repeated: any of them; null: none.
        created_at: Its created_at. Repeated: any of them.
        q: records in which name contains this text, be it in upper or lower case; 2 to 200 characters,
            none of which stands for another
        order: sort by this column, with - descending; default -id
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        deleted: include: those withdrawn as well
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: observing_program, sub_observing_program,
            source, obs_mode, observation_configuration, obs_unit_module_configurations,
            executed_obs_units
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/obs_unit',
            query={
                'id': id, 'id_gte': id_gte, 'id_lt': id_lt, 'name': name,
                'observing_program_id': observing_program_id,
                'observing_program_id_gte': observing_program_id_gte,
                'observing_program_id_lt': observing_program_id_lt,
                'sub_observing_program_id': sub_observing_program_id,
                'sub_observing_program_id_gte': sub_observing_program_id_gte,
                'sub_observing_program_id_lt': sub_observing_program_id_lt, 'source_id': source_id,
                'source_id_gte': source_id_gte, 'source_id_lt': source_id_lt, 'obs_mode_id': obs_mode_id,
                'obs_mode_id_gte': obs_mode_id_gte, 'obs_mode_id_lt': obs_mode_id_lt,
                'observation_configuration_id': observation_configuration_id,
                'observation_configuration_id_gte': observation_configuration_id_gte,
                'observation_configuration_id_lt': observation_configuration_id_lt,
                'available': available, 'phase': phase, 'priority': priority,
                'priority_gte': priority_gte, 'priority_lt': priority_lt, 'created_at': created_at,
                'created_at_gte': created_at_gte, 'created_at_lt': created_at_lt, 'q': q, 'order': order,
                'limit': limit, 'deleted': deleted, 'stale': stale, 'cursor': cursor, 'fields': fields,
                'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def obs_unit_executed(
        self,
        id: int,
        *,
        id_query: Optional[OneOrMore[str]] = None,
        obs_unit_id: Optional[OneOrMore[int]] = None,
        obs_unit_id_gte: Optional[int] = None,
        obs_unit_id_lt: Optional[int] = None,
        status: Optional[OneOrMore[Literal['running', 'completed', 'aborted', 'failed']]] = None,
        start_time: Optional[OneOrMore[str]] = None,
        start_time_gte: Optional[str] = None,
        start_time_lt: Optional[str] = None,
        end_time: Optional[OneOrMore[str]] = None,
        end_time_gte: Optional[str] = None,
        end_time_lt: Optional[str] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        site_name: Optional[OneOrMore[str]] = None,
        executed_by: Optional[OneOrMore[str]] = None,
        q: Optional[str] = None,
        order: Optional[Literal['start_time', '-start_time', 'created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List the executions of an observation unit, page by page.

        One execution of an observation unit: when, how it ended, under which conditions. Empty for a
        obs_unit there is not.

        Answers {items: [{id, obs_unit_id, start_time, end_time, status, mean_pwv_mm, mean_elevation_deg,
        comment, executed_by, site_name, created_at, updated_at, raw_data_packages,
        raw_data_packages_count, raw_data_files, raw_data_files_count}], next_cursor, complete, pending,
        total}.

        GET /obs_unit/{id}/executed. Needs read:observations.

        id_query: UUIDv7, made before anything is sent. Repeated: any of them.
        obs_unit_id: The observation unit that was executed. Repeated: any of them.
        status: running until it is finished. Repeated: any of them.
        start_time: When it began, UTC. Repeated: any of them.
        end_time: When it ended, UTC; null while it runs. Repeated: any of them; null: none.
        created_at: Its created_at. Repeated: any of them.
        site_name: The site that recorded it. Repeated: any of them.
        executed_by: Who or what ran it. Repeated: any of them; null: none.
        q: records in which comment or executed_by contains this text, be it in upper or lower case; 2 to
            200 characters, none of which stands for another
        order: sort by this column, with - descending; default -start_time
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: raw_data_packages, raw_data_files
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            f'/obs_unit/{_segment(id)}/executed',
            query={
                'id': id_query, 'obs_unit_id': obs_unit_id, 'obs_unit_id_gte': obs_unit_id_gte,
                'obs_unit_id_lt': obs_unit_id_lt, 'status': status, 'start_time': start_time,
                'start_time_gte': start_time_gte, 'start_time_lt': start_time_lt, 'end_time': end_time,
                'end_time_gte': end_time_gte, 'end_time_lt': end_time_lt, 'created_at': created_at,
                'created_at_gte': created_at_gte, 'created_at_lt': created_at_lt, 'site_name': site_name,
                'executed_by': executed_by, 'q': q, 'order': order, 'limit': limit, 'stale': stale,
                'cursor': cursor, 'fields': fields, 'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def obs_unit_history(self, id: int, *, deadline_s: Optional[float] = None) -> Answer:
        """List the changes of one obs_unit.

        Latest first, at most 500; those on their way to main are among them. Records made by a seed have
        none.

        Answers {items: [{transaction_id, operation, at, site, user_id, username, endpoint, state,
        values}], complete}.

        GET /obs_unit/{id}/history. Needs read:programs.
        """
        return self._call('GET', f'/obs_unit/{_segment(id)}/history', deadline_s=deadline_s)

    def observation_configurations_by_id(
        self,
        id: int,
        *,
        stale: Optional[Literal['ok']] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one observation_configuration by id, with all that its type has.

        How an observation is to be made, beyond its mode. As main will have it, unreplicated changes of
        this site included.

        Answers {id, line, rest_frequency_ghz, off_ra_deg, off_dec_deg, name, type, parameters,
        chai_tilings: [{id, chai_observation_configuration_id, position, offset_x_arcsec,
        offset_y_arcsec, angle_deg}], chai_inpar_parameters: [{id, chai_observation_configuration_id,
        name, value, unit}]}.

        GET /observation_configurations/{id}. Needs read:programs.

        stale: ok: answer from the replica alone when the buffer is out of reach
        """
        return self._call(
            'GET',
            f'/observation_configurations/{_segment(id)}',
            query={'stale': stale},
            deadline_s=deadline_s,
        )

    def observation_configurations_update(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        name: Optional[str] = None,
        parameters: Optional[Dict[str, Any]] = None,
        line: Optional[str] = None,
        rest_frequency_ghz: Optional[float] = None,
        off_ra_deg: Optional[float] = None,
        off_dec_deg: Optional[float] = None,
        chai_tilings: Optional[List[Dict[str, Any]]] = None,
        chai_inpar_parameters: Optional[List[Dict[str, Any]]] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change one observation_configuration.

        Its own fields and those of its type; the type itself stays. What the body does not name stays as
        it is; a list it names takes the place of the one there is. With If-Match it applies only to the
        record you have read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /observation_configurations/{id}. Needs write:programs.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        name: What people call it.
        parameters: What its type does not name, as the instrument understands it.
        line: Transition, such as CO(4-3).
        rest_frequency_ghz: Of the line. [GHz]
        off_ra_deg: Right ascension of the reference position. [deg]
        off_dec_deg: Declination of the reference position. [deg]
        chai_tilings: One tile of a map made with CHAI. In their order.
        chai_inpar_parameters: An input parameter of the software that runs CHAI.

        Each of chai_tilings:
            offset_x_arcsec (float): Offset of its centre from the source, east positive. [arcsec]
            offset_y_arcsec (float): Offset of its centre from the source, north positive. [arcsec]
            angle_deg (float, optional): Position angle. [deg]

        Each of chai_inpar_parameters:
            name (str): Unique for its configuration.
            value (str): As the software reads it.
            unit (Optional[str], optional): Unit of the value; null for a bare number or word.
        """
        return self._call(
            'PUT',
            f'/observation_configurations/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({
                'name': name, 'parameters': parameters, 'line': line,
                'rest_frequency_ghz': rest_frequency_ghz, 'off_ra_deg': off_ra_deg,
                'off_dec_deg': off_dec_deg, 'chai_tilings': chai_tilings,
                'chai_inpar_parameters': chai_inpar_parameters,
            }),
            deadline_s=deadline_s,
        )

    def observation_configurations_create(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Create one observation_configuration.

        How an observation is to be made, beyond its mode. With the fields of its type, its tiles and its
        parameters, in one transaction on main: at a secondary it needs the link, and shows here at once.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /observation_configurations. Needs write:programs.
        """
        return self._call(
            'POST',
            '/observation_configurations',
            headers={'Idempotency-Key': idempotency_key},
            body=body,
            deadline_s=deadline_s,
        )

    def observation_configurations_list(
        self,
        *,
        id: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        name: Optional[OneOrMore[str]] = None,
        type: Optional[OneOrMore[Literal['generic', 'chai_observation_configuration']]] = None,
        order: Optional[Literal['id', '-id', 'name', '-name']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[Literal['id', 'name', 'type', 'parameters']]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List observation_configuration records.

        How an observation is to be made, beyond its mode. As main will have them, unreplicated changes
        of this site included.

        Answers {items: [{id, name, type, parameters, chai_observation_configuration}], next_cursor,
        complete, pending, total}.

        GET /observation_configurations. Needs read:programs.

        id: Its id. Repeated: any of them.
        name: What people call it. Repeated: any of them.
        type: The table that says more: it has a record of the same id. Repeated: any of them.
        order: sort by this column, with - descending; default -id
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: chai_observation_configuration
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/observation_configurations',
            query={
                'id': id, 'id_gte': id_gte, 'id_lt': id_lt, 'name': name, 'type': type, 'order': order,
                'limit': limit, 'stale': stale, 'cursor': cursor, 'fields': fields, 'expand': expand,
                'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def observing_program_by_id(
        self,
        id: int,
        *,
        stale: Optional[Literal['ok']] = None,
        expand: Optional[OneOrMore[str]] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one observing_program by id.

        An observing programme: an approved proposal with allocated telescope time. As main will have it,
        unreplicated changes of this site included.

        Answers {id, name, short_name, description, lead, instrument_id, allocated_time_hours,
        created_at, updated_at, deleted_at, instrument, sub_observing_programs: [{id,
        observing_program_id, name, short_name, description, created_at, updated_at, deleted_at}],
        sub_observing_programs_count, obs_units: [{id, name, observing_program_id,
        sub_observing_program_id, source_id, obs_mode_id, observation_configuration_id, available, phase,
        priority, requested_time_s, min_elevation_deg, max_elevation_deg, min_sun_distance_deg,
        min_moon_distance_deg, max_pwv_mm, created_at, updated_at, deleted_at}], obs_units_count}.

        GET /observing_program/{id}. Needs read:programs.

        stale: ok: answer from the replica alone when the buffer is out of reach
        expand: related records to show with it, by commas: instrument, sub_observing_programs, obs_units
        """
        return self._call(
            'GET',
            f'/observing_program/{_segment(id)}',
            query={'stale': stale, 'expand': expand},
            deadline_s=deadline_s,
        )

    def observing_program_delete(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Withdraw one observing_program.

        Lists leave it out from now on, unless deleted=include; by its id it still answers, with
        deleted_at. Its name stays taken.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        DELETE /observing_program/{id}. Needs write:programs.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        """
        return self._call(
            'DELETE',
            f'/observing_program/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            deadline_s=deadline_s,
        )

    def observing_program_update(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        name: Optional[str] = None,
        short_name: Optional[str] = None,
        description: Optional[str] = None,
        lead: Optional[str] = None,
        instrument_id: Optional[int] = None,
        allocated_time_hours: Optional[float] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change one observing_program.

        What the body does not name stays as it is. With If-Match it applies only to the record you have
        read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /observing_program/{id}. Needs write:programs.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        short_name: The form normally used, such as GEco.
        lead: Who answers for it.
        instrument_id: The instrument it needs; null when it uses several.
        allocated_time_hours: Telescope time granted. [h]
        """
        return self._call(
            'PUT',
            f'/observing_program/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({
                'name': name, 'short_name': short_name, 'description': description, 'lead': lead,
                'instrument_id': instrument_id, 'allocated_time_hours': allocated_time_hours,
            }),
            deadline_s=deadline_s,
        )

    def observing_program_create(
        self,
        *,
        name: str,
        short_name: str,
        description: Optional[str] = None,
        lead: Optional[str] = None,
        instrument_id: Optional[int] = None,
        allocated_time_hours: Optional[float] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Create one observing_program.

        An observing programme: an approved proposal with allocated telescope time. Made on main: at a
        secondary it needs the link, and shows here at once.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /observing_program. Needs write:programs.

        short_name: The form normally used, such as GEco.
        lead: Who answers for it.
        instrument_id: The instrument it needs; null when it uses several.
        allocated_time_hours: Telescope time granted. [h]
        """
        return self._call(
            'POST',
            '/observing_program',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({
                'name': name, 'short_name': short_name, 'description': description, 'lead': lead,
                'instrument_id': instrument_id, 'allocated_time_hours': allocated_time_hours,
            }),
            deadline_s=deadline_s,
        )

    def observing_program_list(
        self,
        *,
        id: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        name: Optional[OneOrMore[str]] = None,
        short_name: Optional[OneOrMore[str]] = None,
        instrument_id: Optional[OneOrMore[Union[Literal['null'], float]]] = None,
        instrument_id_gte: Optional[float] = None,
        instrument_id_lt: Optional[float] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        q: Optional[str] = None,
        order: Optional[Literal['id', '-id', 'short_name', '-short_name', 'created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        deleted: Optional[Literal['include']] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List observing_program records.

        An observing programme: an approved proposal with allocated telescope time. As main will have
        them, unreplicated changes of this site included.

        Answers {items: [{id, name, short_name, description, lead, instrument_id, allocated_time_hours,
        created_at, updated_at, deleted_at, instrument, sub_observing_programs,
        sub_observing_programs_count, obs_units, obs_units_count}], next_cursor, complete, pending,
        total}.

        GET /observing_program. Needs read:programs.

        id: Its id. Repeated: any of them.
        name: Its name. Repeated: any of them.
        short_name: The form normally used, such as GEco. Repeated: any of them.
        instrument_id: The instrument it needs; null when it uses several. Repeated: any of them; null:
            none.
        created_at: Its created_at. Repeated: any of them.
        q: records in which name or short_name contains this text, be it in upper or lower case; 2 to 200
            characters, none of which stands for another
        order: sort by this column, with - descending; default -id
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        deleted: include: those withdrawn as well
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: instrument, sub_observing_programs, obs_units
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/observing_program',
            query={
                'id': id, 'id_gte': id_gte, 'id_lt': id_lt, 'name': name, 'short_name': short_name,
                'instrument_id': instrument_id, 'instrument_id_gte': instrument_id_gte,
                'instrument_id_lt': instrument_id_lt, 'created_at': created_at,
                'created_at_gte': created_at_gte, 'created_at_lt': created_at_lt, 'q': q, 'order': order,
                'limit': limit, 'deleted': deleted, 'stale': stale, 'cursor': cursor, 'fields': fields,
                'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def observing_program_history(self, id: int, *, deadline_s: Optional[float] = None) -> Answer:
        """List the changes of one observing_program.

        Latest first, at most 500; those on their way to main are among them. Records made by a seed have
        none.

        Answers {items: [{transaction_id, operation, at, site, user_id, username, endpoint, state,
        values}], complete}.

        GET /observing_program/{id}/history. Needs read:programs.
        """
        return self._call('GET', f'/observing_program/{_segment(id)}/history', deadline_s=deadline_s)

    def observing_program_sub_programs(
        self,
        id: int,
        *,
        id_query: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        observing_program_id: Optional[OneOrMore[int]] = None,
        observing_program_id_gte: Optional[int] = None,
        observing_program_id_lt: Optional[int] = None,
        name: Optional[OneOrMore[str]] = None,
        short_name: Optional[OneOrMore[str]] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        order: Optional[Literal['id', '-id', 'short_name', '-short_name', 'created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        deleted: Optional[Literal['include']] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List the parts of a programme.

        A part of an observing programme. Empty for a observing_program there is not.

        Answers {items: [{id, observing_program_id, name, short_name, description, created_at,
        updated_at, deleted_at, obs_units, obs_units_count}], next_cursor, complete, pending, total}.

        GET /observing_program/{id}/sub_programs. Needs read:programs.

        id_query: Its id. Repeated: any of them.
        observing_program_id: The programme it is part of. Repeated: any of them.
        name: Its name. Repeated: any of them.
        short_name: Unique within its programme. Repeated: any of them.
        created_at: Its created_at. Repeated: any of them.
        order: sort by this column, with - descending; default -id
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        deleted: include: those withdrawn as well
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: obs_units
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            f'/observing_program/{_segment(id)}/sub_programs',
            query={
                'id': id_query, 'id_gte': id_gte, 'id_lt': id_lt,
                'observing_program_id': observing_program_id,
                'observing_program_id_gte': observing_program_id_gte,
                'observing_program_id_lt': observing_program_id_lt, 'name': name,
                'short_name': short_name, 'created_at': created_at, 'created_at_gte': created_at_gte,
                'created_at_lt': created_at_lt, 'order': order, 'limit': limit, 'deleted': deleted,
                'stale': stale, 'cursor': cursor, 'fields': fields, 'expand': expand, 'total': total,
                'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def raw_data_files_bulk(
        self,
        body: List[Dict[str, Any]],
        *,
        atomic: Optional[bool] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Register many files.

        Up to 1000. All or nothing in one transaction, unless atomic=false: then each is a transaction of
        its own, and those that can be recorded are.

        Answers {count, refused, status, items}.

        POST /raw_data_files/bulk. Needs write:observations.

        Each of body:
            name (str): Name of the file.
            relative_path (str): Where it lies below its location; unique there.
            source_location_id (int): The location it was written to.
            instrument_module_id (int): The module that produced it.
            executed_obs_unit_id (Optional[str], optional): The execution during which it was written.
            raw_data_package_id (Optional[str], optional): The package it is part of; null until it is
                packaged.
            size_bytes (Optional[int], optional): Size. [byte]
            checksum (Optional[str], optional): As hexadecimal digits.
            checksum_algorithm (Literal['xxh64', 'sha256', 'md5'], optional): How the checksum was
                computed.
            file_type (Optional[str], optional): Such as hdf5 or fits.
            description (Optional[str], optional): Free text.
            id (str, optional):
        """
        return self._call(
            'POST',
            '/raw_data_files/bulk',
            query={'atomic': atomic},
            headers={'Idempotency-Key': idempotency_key},
            body=body,
            deadline_s=deadline_s,
        )

    def raw_data_files_by_id(
        self,
        id: str,
        *,
        stale: Optional[Literal['ok']] = None,
        expand: Optional[OneOrMore[str]] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one raw_data_file by id.

        A file an instrument has written: where it lies, how large it is, its checksum. As main will have
        it, unreplicated changes of this site included.

        Answers {id, name, relative_path, source_location_id, instrument_module_id, executed_obs_unit_id,
        raw_data_package_id, size_bytes, checksum, checksum_algorithm, file_type, description,
        created_at, updated_at, executed_obs_unit, raw_data_package, instrument_module, source_location}.

        GET /raw_data_files/{id}. Needs read:observations.

        stale: ok: answer from the replica alone when the buffer is out of reach
        expand: related records to show with it, by commas: executed_obs_unit, raw_data_package,
            instrument_module, source_location
        """
        return self._call(
            'GET',
            f'/raw_data_files/{_segment(id)}',
            query={'stale': stale, 'expand': expand},
            deadline_s=deadline_s,
        )

    def raw_data_files_create(
        self,
        *,
        name: str,
        relative_path: str,
        source_location_id: int,
        instrument_module_id: int,
        executed_obs_unit_id: Optional[str] = None,
        raw_data_package_id: Optional[str] = None,
        size_bytes: Optional[int] = None,
        checksum: Optional[str] = None,
        checksum_algorithm: Optional[Literal['xxh64', 'sha256', 'md5']] = None,
        file_type: Optional[str] = None,
        description: Optional[str] = None,
        id: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Register a file an instrument has written.

        Recorded whatever the link does. It may refer to an execution or a package that is still
        buffered.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /raw_data_files. Needs write:observations.

        name: Name of the file.
        relative_path: Where it lies below its location; unique there.
        source_location_id: The location it was written to.
        instrument_module_id: The module that produced it.
        executed_obs_unit_id: The execution during which it was written.
        raw_data_package_id: The package it is part of; null until it is packaged.
        size_bytes: Size. [byte]
        checksum: As hexadecimal digits.
        checksum_algorithm: How the checksum was computed.
        file_type: Such as hdf5 or fits.
        description: Free text.
        """
        return self._call(
            'POST',
            '/raw_data_files',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({
                'name': name, 'relative_path': relative_path, 'source_location_id': source_location_id,
                'instrument_module_id': instrument_module_id,
                'executed_obs_unit_id': executed_obs_unit_id, 'raw_data_package_id': raw_data_package_id,
                'size_bytes': size_bytes, 'checksum': checksum, 'checksum_algorithm': checksum_algorithm,
                'file_type': file_type, 'description': description, 'id': id,
            }),
            deadline_s=deadline_s,
        )

    def raw_data_files_list(
        self,
        *,
        id: Optional[OneOrMore[str]] = None,
        name: Optional[OneOrMore[str]] = None,
        relative_path: Optional[OneOrMore[str]] = None,
        source_location_id: Optional[OneOrMore[int]] = None,
        source_location_id_gte: Optional[int] = None,
        source_location_id_lt: Optional[int] = None,
        instrument_module_id: Optional[OneOrMore[int]] = None,
        instrument_module_id_gte: Optional[int] = None,
        instrument_module_id_lt: Optional[int] = None,
        executed_obs_unit_id: Optional[OneOrMore[str]] = None,
        raw_data_package_id: Optional[OneOrMore[str]] = None,
        file_type: Optional[OneOrMore[str]] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        order: Optional[Literal['created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List raw_data_file records.

        A file an instrument has written: where it lies, how large it is, its checksum. As main will have
        them, unreplicated changes of this site included.

        Answers {items: [{id, name, relative_path, source_location_id, instrument_module_id,
        executed_obs_unit_id, raw_data_package_id, size_bytes, checksum, checksum_algorithm, file_type,
        description, created_at, updated_at, executed_obs_unit, raw_data_package, instrument_module,
        source_location}], next_cursor, complete, pending, total}.

        GET /raw_data_files. Needs read:observations.

        id: Its id. Repeated: any of them.
        name: Name of the file. Repeated: any of them.
        relative_path: Where it lies below its location; unique there. Repeated: any of them.
        source_location_id: The location it was written to. Repeated: any of them.
        instrument_module_id: The module that produced it. Repeated: any of them.
        executed_obs_unit_id: The execution during which it was written. Repeated: any of them; null:
            none.
        raw_data_package_id: The package it is part of; null until it is packaged. Repeated: any of them;
            null: none.
        file_type: Such as hdf5 or fits. Repeated: any of them; null: none.
        created_at: Its created_at. Repeated: any of them.
        order: sort by this column, with - descending; default -created_at
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: executed_obs_unit, raw_data_package,
            instrument_module, source_location
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/raw_data_files',
            query={
                'id': id, 'name': name, 'relative_path': relative_path,
                'source_location_id': source_location_id,
                'source_location_id_gte': source_location_id_gte,
                'source_location_id_lt': source_location_id_lt,
                'instrument_module_id': instrument_module_id,
                'instrument_module_id_gte': instrument_module_id_gte,
                'instrument_module_id_lt': instrument_module_id_lt,
                'executed_obs_unit_id': executed_obs_unit_id, 'raw_data_package_id': raw_data_package_id,
                'file_type': file_type, 'created_at': created_at, 'created_at_gte': created_at_gte,
                'created_at_lt': created_at_lt, 'order': order, 'limit': limit, 'stale': stale,
                'cursor': cursor, 'fields': fields, 'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def raw_data_package_by_id(
        self,
        id: str,
        *,
        stale: Optional[Literal['ok']] = None,
        expand: Optional[OneOrMore[str]] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one raw_data_package by id.

        A tar of the files one instrument module produced during one execution. As main will have it,
        unreplicated changes of this site included.

        Answers {id, name, executed_obs_unit_id, instrument_module_id, data_transfer_package_id,
        relative_path, size_bytes, checksum, status, state, retry_count, created_at, updated_at,
        executed_obs_unit, instrument_module, data_transfer_package, raw_data_package_metadata,
        raw_data_files: [{id, name, relative_path, source_location_id, instrument_module_id,
        executed_obs_unit_id, raw_data_package_id, size_bytes, checksum, checksum_algorithm, file_type,
        description, created_at, updated_at}], raw_data_files_count}.

        GET /raw_data_package/{id}. Needs read:observations.

        stale: ok: answer from the replica alone when the buffer is out of reach
        expand: related records to show with it, by commas: executed_obs_unit, instrument_module,
            data_transfer_package, raw_data_package_metadata, raw_data_files
        """
        return self._call(
            'GET',
            f'/raw_data_package/{_segment(id)}',
            query={'stale': stale, 'expand': expand},
            deadline_s=deadline_s,
        )

    def raw_data_package_update(
        self,
        id: str,
        *,
        if_match: Optional[str] = None,
        data_transfer_package_id: Optional[str] = None,
        relative_path: Optional[str] = None,
        size_bytes: Optional[int] = None,
        checksum: Optional[str] = None,
        status: Optional[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']] = None,
        state: Optional[Literal['waiting', 'transferring', 'archived', 'failed']] = None,
        retry_count: Optional[int] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change one raw_data_package.

        What the body does not name stays as it is. status goes from pending to scheduled, in_progress,
        completed, failed; from scheduled to pending, in_progress, completed, failed; from in_progress to
        pending, completed, failed; from failed to pending. state goes from waiting to transferring,
        archived, failed; from transferring to waiting, archived, failed; from failed to waiting. With
        If-Match it applies only to the record you have read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /raw_data_package/{id}. Needs write:observations.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        data_transfer_package_id: The bundle it crosses the link in; null until it is bundled.
        relative_path: Where the tar lies below its location.
        size_bytes: Size of the tar. [byte]
        checksum: Of the tar.
        status: pending: scheduled to be built.
        state: Where it is on its way to the archives.
        retry_count: How often building it was tried again.
        """
        return self._call(
            'PUT',
            f'/raw_data_package/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({
                'data_transfer_package_id': data_transfer_package_id, 'relative_path': relative_path,
                'size_bytes': size_bytes, 'checksum': checksum, 'status': status, 'state': state,
                'retry_count': retry_count,
            }),
            deadline_s=deadline_s,
        )

    def raw_data_package_create(
        self,
        *,
        name: str,
        executed_obs_unit_id: str,
        instrument_module_id: int,
        data_transfer_package_id: Optional[str] = None,
        relative_path: Optional[str] = None,
        size_bytes: Optional[int] = None,
        checksum: Optional[str] = None,
        status: Optional[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']] = None,
        state: Optional[Literal['waiting', 'transferring', 'archived', 'failed']] = None,
        retry_count: Optional[int] = None,
        id: Optional[str] = None,
        files: Optional[List[Dict[str, Any]]] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Record a package, with its files if you like.

        Recorded whatever the link does, also of an execution that is still buffered. Up to 1000 files
        are recorded in the same transaction: all or nothing.

        Answers {id, transaction_id, status, site, series, sequence, digest, file_ids}.

        POST /raw_data_package. Needs write:observations.

        name: Unique within its execution and module.
        executed_obs_unit_id: The execution whose files it holds.
        instrument_module_id: The module that produced them.
        data_transfer_package_id: The bundle it crosses the link in; null until it is bundled.
        relative_path: Where the tar lies below its location.
        size_bytes: Size of the tar. [byte]
        checksum: Of the tar.
        status: pending: scheduled to be built.
        state: Where it is on its way to the archives.
        retry_count: How often building it was tried again.
        files: files of this package that are not recorded yet

        Each of files:
            name (str): Name of the file.
            relative_path (str): Where it lies below its location; unique there.
            source_location_id (int): The location it was written to.
            instrument_module_id (int): The module that produced it.
            size_bytes (Optional[int], optional): Size. [byte]
            checksum (Optional[str], optional): As hexadecimal digits.
            checksum_algorithm (Literal['xxh64', 'sha256', 'md5'], optional): How the checksum was
                computed.
            file_type (Optional[str], optional): Such as hdf5 or fits.
            description (Optional[str], optional): Free text.
            id (str, optional):
        """
        return self._call(
            'POST',
            '/raw_data_package',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({
                'name': name, 'executed_obs_unit_id': executed_obs_unit_id,
                'instrument_module_id': instrument_module_id,
                'data_transfer_package_id': data_transfer_package_id, 'relative_path': relative_path,
                'size_bytes': size_bytes, 'checksum': checksum, 'status': status, 'state': state,
                'retry_count': retry_count, 'id': id, 'files': files,
            }),
            deadline_s=deadline_s,
        )

    def raw_data_package_list(
        self,
        *,
        id: Optional[OneOrMore[str]] = None,
        name: Optional[OneOrMore[str]] = None,
        executed_obs_unit_id: Optional[OneOrMore[str]] = None,
        instrument_module_id: Optional[OneOrMore[int]] = None,
        instrument_module_id_gte: Optional[int] = None,
        instrument_module_id_lt: Optional[int] = None,
        data_transfer_package_id: Optional[OneOrMore[str]] = None,
        status: Optional[OneOrMore[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']]] = None,
        state: Optional[OneOrMore[Literal['waiting', 'transferring', 'archived', 'failed']]] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        q: Optional[str] = None,
        order: Optional[Literal['created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List raw_data_package records.

        A tar of the files one instrument module produced during one execution. As main will have them,
        unreplicated changes of this site included.

        Answers {items: [{id, name, executed_obs_unit_id, instrument_module_id, data_transfer_package_id,
        relative_path, size_bytes, checksum, status, state, retry_count, created_at, updated_at,
        executed_obs_unit, instrument_module, data_transfer_package, raw_data_files,
        raw_data_files_count}], next_cursor, complete, pending, total}.

        GET /raw_data_package. Needs read:observations.

        id: Its id. Repeated: any of them.
        name: Unique within its execution and module. Repeated: any of them.
        executed_obs_unit_id: The execution whose files it holds. Repeated: any of them.
        instrument_module_id: The module that produced them. Repeated: any of them.
        data_transfer_package_id: The bundle it crosses the link in; null until it is bundled. Repeated:
            any of them; null: none.
        status: pending: scheduled to be built. Repeated: any of them.
        state: Where it is on its way to the archives. Repeated: any of them.
        created_at: Its created_at. Repeated: any of them.
        q: records in which name contains this text, be it in upper or lower case; 2 to 200 characters,
            none of which stands for another
        order: sort by this column, with - descending; default -created_at
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: executed_obs_unit, instrument_module,
            data_transfer_package, raw_data_files
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/raw_data_package',
            query={
                'id': id, 'name': name, 'executed_obs_unit_id': executed_obs_unit_id,
                'instrument_module_id': instrument_module_id,
                'instrument_module_id_gte': instrument_module_id_gte,
                'instrument_module_id_lt': instrument_module_id_lt,
                'data_transfer_package_id': data_transfer_package_id, 'status': status, 'state': state,
                'created_at': created_at, 'created_at_gte': created_at_gte,
                'created_at_lt': created_at_lt, 'q': q, 'order': order, 'limit': limit, 'stale': stale,
                'cursor': cursor, 'fields': fields, 'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def raw_data_package_finalize(
        self,
        id: str,
        *,
        relative_path: Optional[str] = None,
        size_bytes: Optional[int] = None,
        checksum: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Record that a package is built.

        Works on a package that is still buffered. The identical call again answers as the first; a
        different one is refused.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /raw_data_package/{id}/finalize. Needs write:observations.

        relative_path: Where the tar lies below its location.
        size_bytes: Size of the tar. [byte]
        checksum: Of the tar.
        """
        return self._call(
            'PUT',
            f'/raw_data_package/{_segment(id)}/finalize',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({
                'relative_path': relative_path, 'size_bytes': size_bytes, 'checksum': checksum,
            }),
            deadline_s=deadline_s,
        )

    def raw_data_package_metadata_get(
        self,
        id: str,
        *,
        stale: Optional[Literal['ok']] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one raw_data_package_metadata by id.

        What is said of a raw data package beyond its columns, for descriptions in the terms of the IVOA.
        As main will have it, unreplicated changes of this site included.

        Answers {id, metadata, created_at, updated_at}.

        GET /raw_data_package/{id}/metadata. Needs read:observations.

        id: The package it describes.
        stale: ok: answer from the replica alone when the buffer is out of reach
        """
        return self._call(
            'GET',
            f'/raw_data_package/{_segment(id)}/metadata',
            query={'stale': stale},
            deadline_s=deadline_s,
        )

    def raw_data_package_metadata_put(
        self,
        id: str,
        *,
        metadata: Dict[str, Any],
        if_match: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Say what describes a package beyond its columns.

        The whole of it: what was said before is replaced. Works on a package that is still buffered.
        With If-Match it applies only to what you have read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /raw_data_package/{id}/metadata. Needs write:observations.

        metadata: Any JSON object.
        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        """
        return self._call(
            'PUT',
            f'/raw_data_package/{_segment(id)}/metadata',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({'metadata': metadata}),
            deadline_s=deadline_s,
        )

    def replication_status(self, *, deadline_s: Optional[float] = None) -> Answer:
        """How far this site is behind main.

        What cannot be known while the link is down is null.

        Answers {main_lsn, replay_lsn, lag_bytes, lag_s, caught_up, slots}.

        GET /replication/status. Needs read:system.
        """
        return self._call('GET', '/replication/status', deadline_s=deadline_s)

    def site_docs_assets(
        self,
        version: Literal['5.35.0'],
        file: Literal['swagger-ui-bundle.js', 'swagger-ui.css'],
        *,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """What the page at /docs is made of.

        Public. Scripts and styles of the viewer, of the version this site has.

        GET /docs/{version}/{file}. For anybody.
        """
        return self._call(
            'GET',
            f'/docs/{_segment(version)}/{_segment(file)}',
            media=('*/*',),
            deadline_s=deadline_s,
        )

    def site_docs(self, *, deadline_s: Optional[float] = None) -> AnswerText:
        """The description of this API, to read and to try.

        Public. A page for browsers: every endpoint of this site, which can be called from it with a
        token of your own.

        GET /docs. For anybody.
        """
        return self._call('GET', '/docs', media=('text/html',), deadline_s=deadline_s)

    def site_health(self, *, deadline_s: Optional[float] = None) -> Answer:
        """What works and what does not right now.

        Public. 200 while the site can record, 503 when it cannot. Looks at local servers only.

        Answers {status, site_name, site_type, recording, database, redis, durability, link,
        transaction_buffer, warnings, background_processor}.

        GET /health. For anybody.
        """
        return self._call('GET', '/health', answers=(503,), deadline_s=deadline_s)

    def site_info(self, *, deadline_s: Optional[float] = None) -> Answer:
        """Which site this is.

        Answers {site_name, site_type, buffering, schema_version}.

        GET /site/info. Needs read:system.
        """
        return self._call('GET', '/site/info', deadline_s=deadline_s)

    def site_openapi(self, *, deadline_s: Optional[float] = None) -> Answer:
        """The description of this API.

        Public. OpenAPI 3.1, generated from the same declarations the endpoints run on.

        Answers {openapi}.

        GET /openapi.json. For anybody.
        """
        return self._call('GET', '/openapi.json', deadline_s=deadline_s)

    def sources_by_id(
        self,
        id: int,
        *,
        stale: Optional[Literal['ok']] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one source by id.

        A source: what is observed. With the columns of its kind. As main will have it, unreplicated
        changes of this site included.

        Answers {ra_deg, dec_deg, frame, vlsr_km_s, redshift, aliases, body, naif_id, ra_min_deg,
        ra_max_deg, dec_min_deg, dec_max_deg, elevation_deg, id, name, type, created_at, updated_at,
        deleted_at}.

        GET /sources/{id}. Needs read:programs.

        stale: ok: answer from the replica alone when the buffer is out of reach
        """
        return self._call(
            'GET',
            f'/sources/{_segment(id)}',
            query={'stale': stale},
            deadline_s=deadline_s,
        )

    def sources_delete(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Withdraw one source.

        Lists leave it out from now on, unless deleted=include; by its id it still answers, with
        deleted_at. Its name stays taken.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        DELETE /sources/{id}. Needs write:programs.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        """
        return self._call(
            'DELETE',
            f'/sources/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            deadline_s=deadline_s,
        )

    def sources_update(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        name: Optional[str] = None,
        ra_deg: Optional[float] = None,
        dec_deg: Optional[float] = None,
        frame: Optional[str] = None,
        vlsr_km_s: Optional[float] = None,
        redshift: Optional[float] = None,
        aliases: Optional[List[str]] = None,
        body_: Optional[str] = None,
        naif_id: Optional[int] = None,
        ra_min_deg: Optional[float] = None,
        ra_max_deg: Optional[float] = None,
        dec_min_deg: Optional[float] = None,
        dec_max_deg: Optional[float] = None,
        elevation_deg: Optional[float] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change one source.

        Its name and the fields of its type; the type itself stays. What the body does not name stays as
        it is. With If-Match it applies only to the record you have read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /sources/{id}. Needs write:programs.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        name: Name of the source, such as Orion-KL.
        ra_deg: Right ascension. [deg]
        dec_deg: Declination. [deg]
        frame: Reference frame of the coordinates.
        vlsr_km_s: Velocity in the local standard of rest. [km/s]
        redshift: Redshift, where velocity is not used.
        aliases: Other names it is known by.
        body_: English name, such as Jupiter.
        naif_id: Number in the NAIF (SPICE) scheme, such as 599.
        ra_min_deg: Western edge; the area may reach over 0. [deg]
        ra_max_deg: Eastern edge. [deg]
        dec_min_deg: Southern edge. [deg]
        dec_max_deg: Northern edge. [deg]
        elevation_deg: Elevation it is scanned at. [deg]
        """
        return self._call(
            'PUT',
            f'/sources/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({
                'name': name, 'ra_deg': ra_deg, 'dec_deg': dec_deg, 'frame': frame,
                'vlsr_km_s': vlsr_km_s, 'redshift': redshift, 'aliases': aliases, 'body': body_,
                'naif_id': naif_id, 'ra_min_deg': ra_min_deg, 'ra_max_deg': ra_max_deg,
                'dec_min_deg': dec_min_deg, 'dec_max_deg': dec_max_deg, 'elevation_deg': elevation_deg,
            }),
            deadline_s=deadline_s,
        )

    def sources_chip(
        self,
        id: int,
        *,
        stale: Optional[Literal['ok']] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get the little that is shown of a source beside something else.

        As main will have it, unreplicated changes of this site included.

        Answers {id, name, type, deleted_at, position, obs_units}.

        GET /sources/{id}/chip. Needs read:programs.

        stale: ok: answer from the replica alone when the buffer is out of reach
        """
        return self._call(
            'GET',
            f'/sources/{_segment(id)}/chip',
            query={'stale': stale},
            deadline_s=deadline_s,
        )

    def sources_cone(
        self,
        *,
        ra_deg: float,
        dec_deg: float,
        radius_deg: float,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """List the fixed sources around a position.

        Nearest first, by the great circle, in the coordinates they are recorded with. What has been
        withdrawn is left out. As main will have them, unreplicated changes of this site included.

        Answers {items: [{id, name, type, created_at, updated_at, deleted_at, ra_deg, dec_deg, frame,
        vlsr_km_s, redshift, aliases, distance_deg}], complete, pending}.

        GET /sources/cone. Needs read:programs.

        ra_deg: Right ascension. [deg]
        dec_deg: Declination. [deg]
        radius_deg: Radius of the cone. [deg]
        limit: sources answered, 50 unless told, at most 500
        stale: ok: answer from the replica alone when the buffer is out of reach
        """
        return self._call(
            'GET',
            '/sources/cone',
            query={
                'ra_deg': ra_deg, 'dec_deg': dec_deg, 'radius_deg': radius_deg, 'limit': limit,
                'stale': stale,
            },
            deadline_s=deadline_s,
        )

    def sources_create(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Create one source.

        A source: what is observed. With the fields of its type, in one transaction on main: at a
        secondary it needs the link, and shows here at once.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /sources. Needs write:programs.
        """
        return self._call(
            'POST',
            '/sources',
            headers={'Idempotency-Key': idempotency_key},
            body=body,
            deadline_s=deadline_s,
        )

    def sources_list(
        self,
        *,
        id: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        name: Optional[OneOrMore[str]] = None,
        type: Optional[OneOrMore[Literal['fixed_source', 'solar_system_object', 'constant_elevation_source']]] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        q: Optional[str] = None,
        order: Optional[Literal['id', '-id', 'name', '-name', 'created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        deleted: Optional[Literal['include']] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[Literal['id', 'name', 'type', 'created_at', 'updated_at', 'deleted_at']]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List source records.

        A source: what is observed. As main will have them, unreplicated changes of this site included.

        Answers {items: [{id, name, type, created_at, updated_at, deleted_at, fixed_source,
        solar_system_object, constant_elevation_source, obs_units, obs_units_count}], next_cursor,
        complete, pending, total}.

        GET /sources. Needs read:programs.

        id: Its id. Repeated: any of them.
        name: Name of the source, such as Orion-KL. Repeated: any of them.
        type: The table that says more: it has a record of the same id. Repeated: any of them.
        created_at: Its created_at. Repeated: any of them.
        q: records in which name contains this text, be it in upper or lower case; 2 to 200 characters,
            none of which stands for another
        order: sort by this column, with - descending; default -id
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        deleted: include: those withdrawn as well
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: fixed_source, solar_system_object,
            constant_elevation_source, obs_units
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/sources',
            query={
                'id': id, 'id_gte': id_gte, 'id_lt': id_lt, 'name': name, 'type': type,
                'created_at': created_at, 'created_at_gte': created_at_gte,
                'created_at_lt': created_at_lt, 'q': q, 'order': order, 'limit': limit,
                'deleted': deleted, 'stale': stale, 'cursor': cursor, 'fields': fields, 'expand': expand,
                'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def sources_details(
        self,
        id: int,
        *,
        stale: Optional[Literal['ok']] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get a source with everything about it.

        The source with the fields of its type, its observation units and its latest executions. As main
        will have them, unreplicated changes of this site included.

        Answers {id, ra_deg, dec_deg, frame, vlsr_km_s, redshift, aliases, body, naif_id, ra_min_deg,
        ra_max_deg, dec_min_deg, dec_max_deg, elevation_deg, name, type, created_at, updated_at,
        deleted_at, obs_units: [{id, name, observing_program_id, sub_observing_program_id, source_id,
        obs_mode_id, observation_configuration_id, available, phase, priority, requested_time_s,
        min_elevation_deg, max_elevation_deg, min_sun_distance_deg, min_moon_distance_deg, max_pwv_mm,
        created_at, updated_at, deleted_at}], executed_obs_units: [{id, obs_unit_id, start_time,
        end_time, status, mean_pwv_mm, mean_elevation_deg, comment, executed_by, site_name, created_at,
        updated_at}]}.

        GET /sources/{id}/details. Needs read:programs.

        stale: ok: answer from the replica alone when the buffer is out of reach
        """
        return self._call(
            'GET',
            f'/sources/{_segment(id)}/details',
            query={'stale': stale},
            deadline_s=deadline_s,
        )

    def sources_history(self, id: int, *, deadline_s: Optional[float] = None) -> Answer:
        """List the changes of one source.

        Latest first, at most 500; those on their way to main are among them. Records made by a seed have
        none.

        Answers {items: [{transaction_id, operation, at, site, user_id, username, endpoint, state,
        values}], complete}.

        GET /sources/{id}/history. Needs read:programs.
        """
        return self._call('GET', f'/sources/{_segment(id)}/history', deadline_s=deadline_s)

    def sources_resolve(self, *, name: str, deadline_s: Optional[float] = None) -> Answer:
        """Find the coordinates of an object by its name.

        Asks Simbad, NED and VizieR, in this order, through the Sesame service of the CDS. Nothing is
        recorded: create the source with what you get. Answers are kept at the site for some time and
        given also while the internet is away. Bodies of the solar system are not resolved: they have no
        place of their own.

        Answers {name, resolver, ra_deg, dec_deg, object_type, aliases}.

        POST /sources/resolve. Needs read:programs.

        name: such as Orion-KL, M 42 or IRC+10216
        """
        return self._call(
            'POST',
            '/sources/resolve',
            body=_given({'name': name}),
            deadline_s=deadline_s,
        )

    def staging_jobs_by_id(
        self,
        id: str,
        *,
        stale: Optional[Literal['ok']] = None,
        expand: Optional[Literal['raw_data_packages']] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one staging job with its packages.

        As main will have it, unreplicated changes of this site included. With expand=raw_data_packages
        the packages themselves, as far as this site knows them.

        Answers {id, destination_location_id, requested_by, status, active, retry_count, comment,
        start_time, end_time, failure_error_message, created_at, updated_at, raw_data_package_ids,
        raw_data_packages: [{id, name, executed_obs_unit_id, instrument_module_id,
        data_transfer_package_id, relative_path, size_bytes, checksum, status, state, retry_count,
        created_at, updated_at}]}.

        GET /staging/jobs/{id}. Needs read:staging.

        stale: ok: answer from the replica alone when the buffer is out of reach
        expand: related records to show with it: raw_data_packages
        """
        return self._call(
            'GET',
            f'/staging/jobs/{_segment(id)}',
            query={'stale': stale, 'expand': expand},
            deadline_s=deadline_s,
        )

    def staging_jobs_update(
        self,
        id: str,
        *,
        if_match: Optional[str] = None,
        status: Optional[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']] = None,
        active: Optional[bool] = None,
        retry_count: Optional[int] = None,
        comment: Optional[str] = None,
        start_time: Optional[str] = None,
        end_time: Optional[str] = None,
        failure_error_message: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change how a staging job stands.

        What the body does not name stays as it is. With active=false its files are no longer needed
        where they were unpacked. status goes from pending to scheduled, in_progress, completed, failed;
        from scheduled to pending, in_progress, completed, failed; from in_progress to pending,
        completed, failed; from failed to pending. With If-Match it applies only to the record you have
        read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /staging/jobs/{id}. Needs write:staging.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        status: How it stands.
        active: Whether its files are still needed: what is active is not deleted there.
        retry_count: How often it was tried again.
        comment: What it is for.
        start_time: When it began, UTC.
        end_time: When it ended, UTC.
        failure_error_message: Why it failed.
        """
        return self._call(
            'PUT',
            f'/staging/jobs/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({
                'status': status, 'active': active, 'retry_count': retry_count, 'comment': comment,
                'start_time': start_time, 'end_time': end_time,
                'failure_error_message': failure_error_message,
            }),
            deadline_s=deadline_s,
        )

    def staging_jobs_cancel(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Withdraw a staging job.

        It is no longer active: nobody begins it, and its files are not kept for it. Its status says how
        far it came. What is completed is not cancelled; PUT active=false releases its files.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /staging/jobs/{id}/cancel. Needs write:staging.
        """
        return self._call(
            'POST',
            f'/staging/jobs/{_segment(id)}/cancel',
            headers={'Idempotency-Key': idempotency_key},
            deadline_s=deadline_s,
        )

    def staging_jobs_create(
        self,
        *,
        destination_location_id: int,
        id: Optional[str] = None,
        raw_data_package_ids: Optional[List[str]] = None,
        executed_obs_unit_ids: Optional[List[str]] = None,
        comment: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Ask that packages be unpacked where they can be processed.

        Of up to 1000 packages: those named, or those that the executions named have as this site knows
        them now. The job and what it asks for are one transaction, recorded whatever the link does, also
        of packages that are still buffered.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /staging/jobs. Needs write:staging.

        destination_location_id: Where to; a location for processing.
        raw_data_package_ids: the packages
        executed_obs_unit_ids: or the executions whose packages they are
        comment: What it is for.
        """
        return self._call(
            'POST',
            '/staging/jobs',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({
                'destination_location_id': destination_location_id, 'id': id,
                'raw_data_package_ids': raw_data_package_ids,
                'executed_obs_unit_ids': executed_obs_unit_ids, 'comment': comment,
            }),
            deadline_s=deadline_s,
        )

    def staging_jobs_list(
        self,
        *,
        id: Optional[OneOrMore[str]] = None,
        destination_location_id: Optional[OneOrMore[int]] = None,
        destination_location_id_gte: Optional[int] = None,
        destination_location_id_lt: Optional[int] = None,
        requested_by: Optional[OneOrMore[int]] = None,
        requested_by_gte: Optional[int] = None,
        requested_by_lt: Optional[int] = None,
        status: Optional[OneOrMore[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']]] = None,
        active: Optional[OneOrMore[bool]] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        order: Optional[Literal['created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List staging_job records.

        A request that raw data packages be unpacked where they can be processed. As main will have them,
        unreplicated changes of this site included.

        Answers {items: [{id, destination_location_id, requested_by, status, active, retry_count,
        comment, start_time, end_time, failure_error_message, created_at, updated_at,
        destination_location, staging_job_packages, staging_job_packages_count}], next_cursor, complete,
        pending, total}.

        GET /staging/jobs. Needs read:staging.

        id: Its id. Repeated: any of them.
        destination_location_id: Where to; a location for processing. Repeated: any of them.
        requested_by: The user who asked. Repeated: any of them.
        status: How it stands. Repeated: any of them.
        active: Whether its files are still needed: what is active is not deleted there. Repeated: any of
            them.
        created_at: Its created_at. Repeated: any of them.
        order: sort by this column, with - descending; default -created_at
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: destination_location, staging_job_packages
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/staging/jobs',
            query={
                'id': id, 'destination_location_id': destination_location_id,
                'destination_location_id_gte': destination_location_id_gte,
                'destination_location_id_lt': destination_location_id_lt, 'requested_by': requested_by,
                'requested_by_gte': requested_by_gte, 'requested_by_lt': requested_by_lt,
                'status': status, 'active': active, 'created_at': created_at,
                'created_at_gte': created_at_gte, 'created_at_lt': created_at_lt, 'order': order,
                'limit': limit, 'stale': stale, 'cursor': cursor, 'fields': fields, 'expand': expand,
                'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def staging_jobs_retry(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Have a failed staging job tried again.

        Its status goes from failed to pending, its error and times are cleared, and retry_count is one
        more; a job that was cancelled is active again. Where the job cannot be seen (the replica is
        away) it is tried again without being counted. What has not failed is refused.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /staging/jobs/{id}/retry. Needs write:staging.
        """
        return self._call(
            'POST',
            f'/staging/jobs/{_segment(id)}/retry',
            headers={'Idempotency-Key': idempotency_key},
            deadline_s=deadline_s,
        )

    def sub_observing_program_by_id(
        self,
        id: int,
        *,
        stale: Optional[Literal['ok']] = None,
        expand: Optional[OneOrMore[str]] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one sub_observing_program by id.

        A part of an observing programme. As main will have it, unreplicated changes of this site
        included.

        Answers {id, observing_program_id, name, short_name, description, created_at, updated_at,
        deleted_at, observing_program, obs_units: [{id, name, observing_program_id,
        sub_observing_program_id, source_id, obs_mode_id, observation_configuration_id, available, phase,
        priority, requested_time_s, min_elevation_deg, max_elevation_deg, min_sun_distance_deg,
        min_moon_distance_deg, max_pwv_mm, created_at, updated_at, deleted_at}], obs_units_count}.

        GET /sub_observing_program/{id}. Needs read:programs.

        stale: ok: answer from the replica alone when the buffer is out of reach
        expand: related records to show with it, by commas: observing_program, obs_units
        """
        return self._call(
            'GET',
            f'/sub_observing_program/{_segment(id)}',
            query={'stale': stale, 'expand': expand},
            deadline_s=deadline_s,
        )

    def sub_observing_program_delete(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Withdraw one sub_observing_program.

        Lists leave it out from now on, unless deleted=include; by its id it still answers, with
        deleted_at. Its name stays taken.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        DELETE /sub_observing_program/{id}. Needs write:programs.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        """
        return self._call(
            'DELETE',
            f'/sub_observing_program/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            deadline_s=deadline_s,
        )

    def sub_observing_program_update(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        observing_program_id: Optional[int] = None,
        name: Optional[str] = None,
        short_name: Optional[str] = None,
        description: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change one sub_observing_program.

        What the body does not name stays as it is. With If-Match it applies only to the record you have
        read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /sub_observing_program/{id}. Needs write:programs.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        observing_program_id: The programme it is part of.
        short_name: Unique within its programme.
        """
        return self._call(
            'PUT',
            f'/sub_observing_program/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({
                'observing_program_id': observing_program_id, 'name': name, 'short_name': short_name,
                'description': description,
            }),
            deadline_s=deadline_s,
        )

    def sub_observing_program_create(
        self,
        *,
        observing_program_id: int,
        name: str,
        short_name: str,
        description: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Create one sub_observing_program.

        A part of an observing programme. Made on main: at a secondary it needs the link, and shows here
        at once.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /sub_observing_program. Needs write:programs.

        observing_program_id: The programme it is part of.
        short_name: Unique within its programme.
        """
        return self._call(
            'POST',
            '/sub_observing_program',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({
                'observing_program_id': observing_program_id, 'name': name, 'short_name': short_name,
                'description': description,
            }),
            deadline_s=deadline_s,
        )

    def sub_observing_program_list(
        self,
        *,
        id: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        observing_program_id: Optional[OneOrMore[int]] = None,
        observing_program_id_gte: Optional[int] = None,
        observing_program_id_lt: Optional[int] = None,
        name: Optional[OneOrMore[str]] = None,
        short_name: Optional[OneOrMore[str]] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        order: Optional[Literal['id', '-id', 'short_name', '-short_name', 'created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        deleted: Optional[Literal['include']] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List sub_observing_program records.

        A part of an observing programme. As main will have them, unreplicated changes of this site
        included.

        Answers {items: [{id, observing_program_id, name, short_name, description, created_at,
        updated_at, deleted_at, observing_program, obs_units, obs_units_count}], next_cursor, complete,
        pending, total}.

        GET /sub_observing_program. Needs read:programs.

        id: Its id. Repeated: any of them.
        observing_program_id: The programme it is part of. Repeated: any of them.
        name: Its name. Repeated: any of them.
        short_name: Unique within its programme. Repeated: any of them.
        created_at: Its created_at. Repeated: any of them.
        order: sort by this column, with - descending; default -id
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        deleted: include: those withdrawn as well
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: observing_program, obs_units
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/sub_observing_program',
            query={
                'id': id, 'id_gte': id_gte, 'id_lt': id_lt, 'observing_program_id': observing_program_id,
                'observing_program_id_gte': observing_program_id_gte,
                'observing_program_id_lt': observing_program_id_lt, 'name': name,
                'short_name': short_name, 'created_at': created_at, 'created_at_gte': created_at_gte,
                'created_at_lt': created_at_lt, 'order': order, 'limit': limit, 'deleted': deleted,
                'stale': stale, 'cursor': cursor, 'fields': fields, 'expand': expand, 'total': total,
                'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def sub_observing_program_history(self, id: int, *, deadline_s: Optional[float] = None) -> Answer:
        """List the changes of one sub_observing_program.

        Latest first, at most 500; those on their way to main are among them. Records made by a seed have
        none.

        Answers {items: [{transaction_id, operation, at, site, user_id, username, endpoint, state,
        values}], complete}.

        GET /sub_observing_program/{id}/history. Needs read:programs.
        """
        return self._call(
            'GET',
            f'/sub_observing_program/{_segment(id)}/history',
            deadline_s=deadline_s,
        )

    def telescopes_list(
        self,
        *,
        id: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        observatory_id: Optional[OneOrMore[int]] = None,
        observatory_id_gte: Optional[int] = None,
        observatory_id_lt: Optional[int] = None,
        name: Optional[OneOrMore[str]] = None,
        order: Optional[Literal['id', '-id', 'name', '-name']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[Literal['id', 'observatory_id', 'name', 'latitude_deg', 'longitude_deg', 'elevation_m']]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List telescope records.

        A telescope and where it stands. As main will have them, unreplicated changes of this site
        included.

        Answers {items: [{id, observatory_id, name, latitude_deg, longitude_deg, elevation_m,
        observatory, instruments, instruments_count}], next_cursor, complete, pending, total}.

        GET /telescopes. Needs read:programs.

        id: Its id. Repeated: any of them.
        observatory_id: Its observatory_id. Repeated: any of them.
        name: Name by which people know it. Repeated: any of them.
        order: sort by this column, with - descending; default -id
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: observatory, instruments
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/telescopes',
            query={
                'id': id, 'id_gte': id_gte, 'id_lt': id_lt, 'observatory_id': observatory_id,
                'observatory_id_gte': observatory_id_gte, 'observatory_id_lt': observatory_id_lt,
                'name': name, 'order': order, 'limit': limit, 'stale': stale, 'cursor': cursor,
                'fields': fields, 'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def transfer_data_transfer_logs_create(
        self,
        id: str,
        *,
        status: Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed'],
        log_path: str,
        id_body: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """File where the log of an attempt lies.

        The path of the log, never its text. Recorded whatever the link does, also of a transfer that is
        still buffered.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /api/transfer/data-transfers/{id}/logs. Needs write:transfers.

        status: What the attempt came to.
        log_path: Path of the log file; its text is not stored here.
        """
        return self._call(
            'POST',
            f'/api/transfer/data-transfers/{_segment(id)}/logs',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({'status': status, 'log_path': log_path, 'id': id_body}),
            deadline_s=deadline_s,
        )

    def transfer_data_transfer_logs_list(
        self,
        id: str,
        *,
        id_query: Optional[OneOrMore[str]] = None,
        data_transfer_id: Optional[OneOrMore[str]] = None,
        status: Optional[OneOrMore[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']]] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        order: Optional[Literal['created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[Literal['id', 'data_transfer_id', 'status', 'log_path', 'created_at']]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List where the logs of a transfer lie.

        Where the log of an attempt at a transfer lies. Empty for a data_transfer there is not.

        Answers {items: [{id, data_transfer_id, status, log_path, created_at}], next_cursor, complete,
        pending, total}.

        GET /api/transfer/data-transfers/{id}/logs. Needs read:transfers.

        id_query: Its id. Repeated: any of them.
        data_transfer_id: The transfer. Repeated: any of them.
        status: What the attempt came to. Repeated: any of them.
        created_at: When it was filed, UTC. Repeated: any of them.
        order: sort by this column, with - descending; default -created_at
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            f'/api/transfer/data-transfers/{_segment(id)}/logs',
            query={
                'id': id_query, 'data_transfer_id': data_transfer_id, 'status': status,
                'created_at': created_at, 'created_at_gte': created_at_gte,
                'created_at_lt': created_at_lt, 'order': order, 'limit': limit, 'stale': stale,
                'cursor': cursor, 'fields': fields, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def transfer_data_transfer_packages_by_id(
        self,
        id: str,
        *,
        stale: Optional[Literal['ok']] = None,
        expand: Optional[OneOrMore[str]] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one data_transfer_package by id.

        A bundle of raw data packages that crosses the long link as one. As main will have it,
        unreplicated changes of this site included.

        Answers {id, name, origin_location_id, size_bytes, checksum, status, retry_count, created_at,
        updated_at, origin_location, raw_data_packages: [{id, name, executed_obs_unit_id,
        instrument_module_id, data_transfer_package_id, relative_path, size_bytes, checksum, status,
        state, retry_count, created_at, updated_at}], raw_data_packages_count, data_transfers: [{id,
        data_transfer_package_id, origin_location_id, destination_location_id, data_transfer_route_id,
        status, retry_count, unpack_status, unpack_retry_count, start_time, end_time,
        failure_error_message, created_at, updated_at}], data_transfers_count}.

        GET /api/transfer/data-transfer-packages/{id}. Needs read:transfers.

        stale: ok: answer from the replica alone when the buffer is out of reach
        expand: related records to show with it, by commas: origin_location, raw_data_packages,
            data_transfers
        """
        return self._call(
            'GET',
            f'/api/transfer/data-transfer-packages/{_segment(id)}',
            query={'stale': stale, 'expand': expand},
            deadline_s=deadline_s,
        )

    def transfer_data_transfer_packages_update(
        self,
        id: str,
        *,
        if_match: Optional[str] = None,
        size_bytes: Optional[int] = None,
        checksum: Optional[str] = None,
        status: Optional[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']] = None,
        retry_count: Optional[int] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change one data_transfer_package.

        What the body does not name stays as it is. status goes from pending to scheduled, in_progress,
        completed, failed; from scheduled to pending, in_progress, completed, failed; from in_progress to
        pending, completed, failed; from failed to pending. With If-Match it applies only to the record
        you have read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /api/transfer/data-transfer-packages/{id}. Needs write:transfers.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        size_bytes: Size; best between 10 and 50 TB. [byte]
        checksum: Of the bundle.
        status: How putting it together stands.
        retry_count: How often that was tried again.
        """
        return self._call(
            'PUT',
            f'/api/transfer/data-transfer-packages/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({
                'size_bytes': size_bytes, 'checksum': checksum, 'status': status,
                'retry_count': retry_count,
            }),
            deadline_s=deadline_s,
        )

    def transfer_data_transfer_packages_create(
        self,
        *,
        name: str,
        origin_location_id: int,
        size_bytes: Optional[int] = None,
        checksum: Optional[str] = None,
        status: Optional[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']] = None,
        retry_count: Optional[int] = None,
        id: Optional[str] = None,
        raw_data_package_ids: Optional[List[str]] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Bundle raw data packages for the long link.

        The bundle and what becomes of up to 1000 packages in it are one transaction: each goes from
        waiting to transferring and names the bundle. One that is in another bundle or not waiting is
        refused, and with it all. Recorded whatever the link does.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /api/transfer/data-transfer-packages. Needs write:transfers.

        name: Unique.
        origin_location_id: Where it was put together.
        size_bytes: Size; best between 10 and 50 TB. [byte]
        checksum: Of the bundle.
        status: How putting it together stands.
        retry_count: How often that was tried again.
        raw_data_package_ids: packages that cross the link in it
        """
        return self._call(
            'POST',
            '/api/transfer/data-transfer-packages',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({
                'name': name, 'origin_location_id': origin_location_id, 'size_bytes': size_bytes,
                'checksum': checksum, 'status': status, 'retry_count': retry_count, 'id': id,
                'raw_data_package_ids': raw_data_package_ids,
            }),
            deadline_s=deadline_s,
        )

    def transfer_data_transfer_packages_list(
        self,
        *,
        id: Optional[OneOrMore[str]] = None,
        name: Optional[OneOrMore[str]] = None,
        origin_location_id: Optional[OneOrMore[int]] = None,
        origin_location_id_gte: Optional[int] = None,
        origin_location_id_lt: Optional[int] = None,
        status: Optional[OneOrMore[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']]] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        order: Optional[Literal['created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List data_transfer_package records.

        A bundle of raw data packages that crosses the long link as one. As main will have them,
        unreplicated changes of this site included.

        Answers {items: [{id, name, origin_location_id, size_bytes, checksum, status, retry_count,
        created_at, updated_at, origin_location, raw_data_packages, raw_data_packages_count,
        data_transfers, data_transfers_count}], next_cursor, complete, pending, total}.

        GET /api/transfer/data-transfer-packages. Needs read:transfers.

        id: Its id. Repeated: any of them.
        name: Unique. Repeated: any of them.
        origin_location_id: Where it was put together. Repeated: any of them.
        status: How putting it together stands. Repeated: any of them.
        created_at: Its created_at. Repeated: any of them.
        order: sort by this column, with - descending; default -created_at
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: origin_location, raw_data_packages,
            data_transfers
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/api/transfer/data-transfer-packages',
            query={
                'id': id, 'name': name, 'origin_location_id': origin_location_id,
                'origin_location_id_gte': origin_location_id_gte,
                'origin_location_id_lt': origin_location_id_lt, 'status': status,
                'created_at': created_at, 'created_at_gte': created_at_gte,
                'created_at_lt': created_at_lt, 'order': order, 'limit': limit, 'stale': stale,
                'cursor': cursor, 'fields': fields, 'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def transfer_data_transfer_reset(
        self,
        id: str,
        *,
        unpack: Optional[bool] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Have a failed transfer tried again.

        Its status goes from failed to pending, its error and times are cleared, and it is tried as often
        as a new one: retry_count begins at 0 again. Unpacking that had failed, too, begins again with
        it; unpack=true resets unpacking alone. What has not failed is refused. Recorded at either site,
        link or no link.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /api/transfer/data-transfer/{id}/reset. Needs write:transfers.

        unpack: true: what was moved stays, only unpacking is tried again
        """
        return self._call(
            'POST',
            f'/api/transfer/data-transfer/{_segment(id)}/reset',
            query={'unpack': unpack},
            headers={'Idempotency-Key': idempotency_key},
            deadline_s=deadline_s,
        )

    def transfer_data_transfers_by_id(
        self,
        id: str,
        *,
        stale: Optional[Literal['ok']] = None,
        expand: Optional[OneOrMore[str]] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one data_transfer by id.

        A transfer of one bundle to one place. Moving and unpacking are told apart, so that each can be
        tried again alone. As main will have it, unreplicated changes of this site included.

        Answers {id, data_transfer_package_id, origin_location_id, destination_location_id,
        data_transfer_route_id, status, retry_count, unpack_status, unpack_retry_count, start_time,
        end_time, failure_error_message, created_at, updated_at, data_transfer_package, origin_location,
        destination_location, data_transfer_route, data_transfer_logs: [{id, data_transfer_id, status,
        log_path, created_at}], data_transfer_logs_count}.

        GET /api/transfer/data-transfers/{id}. Needs read:transfers.

        stale: ok: answer from the replica alone when the buffer is out of reach
        expand: related records to show with it, by commas: data_transfer_package, origin_location,
            destination_location, data_transfer_route, data_transfer_logs
        """
        return self._call(
            'GET',
            f'/api/transfer/data-transfers/{_segment(id)}',
            query={'stale': stale, 'expand': expand},
            deadline_s=deadline_s,
        )

    def transfer_data_transfers_update(
        self,
        id: str,
        *,
        if_match: Optional[str] = None,
        data_transfer_route_id: Optional[int] = None,
        status: Optional[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']] = None,
        retry_count: Optional[int] = None,
        unpack_status: Optional[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']] = None,
        unpack_retry_count: Optional[int] = None,
        start_time: Optional[str] = None,
        end_time: Optional[str] = None,
        failure_error_message: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change one data_transfer.

        What the body does not name stays as it is. status goes from pending to scheduled, in_progress,
        completed, failed; from scheduled to pending, in_progress, completed, failed; from in_progress to
        pending, completed, failed; from failed to pending. unpack_status goes from pending to scheduled,
        in_progress, completed, failed; from scheduled to pending, in_progress, completed, failed; from
        in_progress to pending, completed, failed; from failed to pending. With If-Match it applies only
        to the record you have read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /api/transfer/data-transfers/{id}. Needs write:transfers.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        data_transfer_route_id: The way it takes.
        status: How moving it stands.
        retry_count: How often it was tried again.
        unpack_status: How unpacking it at its destination stands.
        unpack_retry_count: How often unpacking was tried again.
        start_time: When it began, UTC.
        end_time: When it ended, UTC.
        failure_error_message: Why it failed, in the words of whoever tried.
        """
        return self._call(
            'PUT',
            f'/api/transfer/data-transfers/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({
                'data_transfer_route_id': data_transfer_route_id, 'status': status,
                'retry_count': retry_count, 'unpack_status': unpack_status,
                'unpack_retry_count': unpack_retry_count, 'start_time': start_time, 'end_time': end_time,
                'failure_error_message': failure_error_message,
            }),
            deadline_s=deadline_s,
        )

    def transfer_data_transfers_create(
        self,
        *,
        data_transfer_package_id: str,
        origin_location_id: int,
        destination_location_id: int,
        data_transfer_route_id: Optional[int] = None,
        status: Optional[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']] = None,
        retry_count: Optional[int] = None,
        unpack_status: Optional[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']] = None,
        unpack_retry_count: Optional[int] = None,
        start_time: Optional[str] = None,
        end_time: Optional[str] = None,
        failure_error_message: Optional[str] = None,
        id: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Create one data_transfer.

        A transfer of one bundle to one place. Moving and unpacking are told apart, so that each can be
        tried again alone. Recorded whatever the link does; it may refer to records that are still
        buffered.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /api/transfer/data-transfers. Needs write:transfers.

        data_transfer_package_id: The bundle.
        origin_location_id: Where it is read from.
        destination_location_id: Where it is written to.
        data_transfer_route_id: The way it takes.
        status: How moving it stands.
        retry_count: How often it was tried again.
        unpack_status: How unpacking it at its destination stands.
        unpack_retry_count: How often unpacking was tried again.
        start_time: When it began, UTC.
        end_time: When it ended, UTC.
        failure_error_message: Why it failed, in the words of whoever tried.
        """
        return self._call(
            'POST',
            '/api/transfer/data-transfers',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({
                'data_transfer_package_id': data_transfer_package_id,
                'origin_location_id': origin_location_id,
                'destination_location_id': destination_location_id,
                'data_transfer_route_id': data_transfer_route_id, 'status': status,
                'retry_count': retry_count, 'unpack_status': unpack_status,
                'unpack_retry_count': unpack_retry_count, 'start_time': start_time, 'end_time': end_time,
                'failure_error_message': failure_error_message, 'id': id,
            }),
            deadline_s=deadline_s,
        )

    def transfer_data_transfers_list(
        self,
        *,
        id: Optional[OneOrMore[str]] = None,
        data_transfer_package_id: Optional[OneOrMore[str]] = None,
        origin_location_id: Optional[OneOrMore[int]] = None,
        origin_location_id_gte: Optional[int] = None,
        origin_location_id_lt: Optional[int] = None,
        destination_location_id: Optional[OneOrMore[int]] = None,
        destination_location_id_gte: Optional[int] = None,
        destination_location_id_lt: Optional[int] = None,
        data_transfer_route_id: Optional[OneOrMore[Union[Literal['null'], float]]] = None,
        data_transfer_route_id_gte: Optional[float] = None,
        data_transfer_route_id_lt: Optional[float] = None,
        status: Optional[OneOrMore[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']]] = None,
        unpack_status: Optional[OneOrMore[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']]] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        order: Optional[Literal['created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List data_transfer records.

        A transfer of one bundle to one place. Moving and unpacking are told apart, so that each can be
        tried again alone. As main will have them, unreplicated changes of this site included.

        Answers {items: [{id, data_transfer_package_id, origin_location_id, destination_location_id,
        data_transfer_route_id, status, retry_count, unpack_status, unpack_retry_count, start_time,
        end_time, failure_error_message, created_at, updated_at, data_transfer_package, origin_location,
        destination_location, data_transfer_route, data_transfer_logs, data_transfer_logs_count}],
        next_cursor, complete, pending, total}.

        GET /api/transfer/data-transfers. Needs read:transfers.

        id: Its id. Repeated: any of them.
        data_transfer_package_id: The bundle. Repeated: any of them.
        origin_location_id: Where it is read from. Repeated: any of them.
        destination_location_id: Where it is written to. Repeated: any of them.
        data_transfer_route_id: The way it takes. Repeated: any of them; null: none.
        status: How moving it stands. Repeated: any of them.
        unpack_status: How unpacking it at its destination stands. Repeated: any of them.
        created_at: Its created_at. Repeated: any of them.
        order: sort by this column, with - descending; default -created_at
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: data_transfer_package, origin_location,
            destination_location, data_transfer_route, data_transfer_logs
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/api/transfer/data-transfers',
            query={
                'id': id, 'data_transfer_package_id': data_transfer_package_id,
                'origin_location_id': origin_location_id,
                'origin_location_id_gte': origin_location_id_gte,
                'origin_location_id_lt': origin_location_id_lt,
                'destination_location_id': destination_location_id,
                'destination_location_id_gte': destination_location_id_gte,
                'destination_location_id_lt': destination_location_id_lt,
                'data_transfer_route_id': data_transfer_route_id,
                'data_transfer_route_id_gte': data_transfer_route_id_gte,
                'data_transfer_route_id_lt': data_transfer_route_id_lt, 'status': status,
                'unpack_status': unpack_status, 'created_at': created_at,
                'created_at_gte': created_at_gte, 'created_at_lt': created_at_lt, 'order': order,
                'limit': limit, 'stale': stale, 'cursor': cursor, 'fields': fields, 'expand': expand,
                'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def transfer_failed(
        self,
        *,
        kind: Optional[OneOrMore[str]] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        stale: Optional[Literal['ok']] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """List everything that has failed.

        Packages, bundles, transfers, archiving, staging and deletions in one list, newest first, as main
        will have them; of kinds you may not read, nothing. A transfer that failed in two ways is in it
        twice. Staging jobs that were cancelled are left out.

        Answers {items: [{kind, id, what, name, why, since}], next_cursor, complete}.

        GET /api/transfer/failed. Needs read:transfers.

        kind: only of these kinds
        cursor: next_cursor of the page before
        stale: ok: answer from the replica alone when the buffer is out of reach
        """
        return self._call(
            'GET',
            '/api/transfer/failed',
            query={'kind': kind, 'limit': limit, 'cursor': cursor, 'stale': stale},
            deadline_s=deadline_s,
        )

    def transfer_long_term_archive_transfers_by_id(
        self,
        id: str,
        *,
        stale: Optional[Literal['ok']] = None,
        expand: Optional[OneOrMore[str]] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one long_term_archive_transfer by id.

        A transfer of one raw data package into a long-term archive. As main will have it, unreplicated
        changes of this site included.

        Answers {id, raw_data_package_id, origin_location_id, destination_location_id, status,
        retry_count, start_time, end_time, failure_error_message, created_at, updated_at,
        raw_data_package, origin_location, destination_location}.

        GET /api/transfer/long-term-archive-transfers/{id}. Needs read:transfers.

        stale: ok: answer from the replica alone when the buffer is out of reach
        expand: related records to show with it, by commas: raw_data_package, origin_location,
            destination_location
        """
        return self._call(
            'GET',
            f'/api/transfer/long-term-archive-transfers/{_segment(id)}',
            query={'stale': stale, 'expand': expand},
            deadline_s=deadline_s,
        )

    def transfer_long_term_archive_transfers_update(
        self,
        id: str,
        *,
        if_match: Optional[str] = None,
        status: Optional[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']] = None,
        retry_count: Optional[int] = None,
        start_time: Optional[str] = None,
        end_time: Optional[str] = None,
        failure_error_message: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change one long_term_archive_transfer.

        What the body does not name stays as it is. status goes from pending to scheduled, in_progress,
        completed, failed; from scheduled to pending, in_progress, completed, failed; from in_progress to
        pending, completed, failed; from failed to pending. With If-Match it applies only to the record
        you have read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /api/transfer/long-term-archive-transfers/{id}. Needs write:transfers.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        status: How it stands.
        retry_count: How often it was tried again.
        start_time: When it began, UTC.
        end_time: When it ended, UTC.
        failure_error_message: Why it failed, in the words of whoever tried.
        """
        return self._call(
            'PUT',
            f'/api/transfer/long-term-archive-transfers/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({
                'status': status, 'retry_count': retry_count, 'start_time': start_time,
                'end_time': end_time, 'failure_error_message': failure_error_message,
            }),
            deadline_s=deadline_s,
        )

    def transfer_long_term_archive_transfers_create(
        self,
        *,
        raw_data_package_id: str,
        origin_location_id: int,
        destination_location_id: int,
        status: Optional[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']] = None,
        retry_count: Optional[int] = None,
        start_time: Optional[str] = None,
        end_time: Optional[str] = None,
        failure_error_message: Optional[str] = None,
        id: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Create one long_term_archive_transfer.

        A transfer of one raw data package into a long-term archive. Recorded whatever the link does; it
        may refer to records that are still buffered.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /api/transfer/long-term-archive-transfers. Needs write:transfers.

        raw_data_package_id: The package.
        origin_location_id: Where it is read from.
        destination_location_id: Where it is written to.
        status: How it stands.
        retry_count: How often it was tried again.
        start_time: When it began, UTC.
        end_time: When it ended, UTC.
        failure_error_message: Why it failed, in the words of whoever tried.
        """
        return self._call(
            'POST',
            '/api/transfer/long-term-archive-transfers',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({
                'raw_data_package_id': raw_data_package_id, 'origin_location_id': origin_location_id,
                'destination_location_id': destination_location_id, 'status': status,
                'retry_count': retry_count, 'start_time': start_time, 'end_time': end_time,
                'failure_error_message': failure_error_message, 'id': id,
            }),
            deadline_s=deadline_s,
        )

    def transfer_long_term_archive_transfers_list(
        self,
        *,
        id: Optional[OneOrMore[str]] = None,
        raw_data_package_id: Optional[OneOrMore[str]] = None,
        origin_location_id: Optional[OneOrMore[int]] = None,
        origin_location_id_gte: Optional[int] = None,
        origin_location_id_lt: Optional[int] = None,
        destination_location_id: Optional[OneOrMore[int]] = None,
        destination_location_id_gte: Optional[int] = None,
        destination_location_id_lt: Optional[int] = None,
        status: Optional[OneOrMore[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']]] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        order: Optional[Literal['created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List long_term_archive_transfer records.

        A transfer of one raw data package into a long-term archive. As main will have them, unreplicated
        changes of this site included.

        Answers {items: [{id, raw_data_package_id, origin_location_id, destination_location_id, status,
        retry_count, start_time, end_time, failure_error_message, created_at, updated_at,
        raw_data_package, origin_location, destination_location}], next_cursor, complete, pending,
        total}.

        GET /api/transfer/long-term-archive-transfers. Needs read:transfers.

        id: Its id. Repeated: any of them.
        raw_data_package_id: The package. Repeated: any of them.
        origin_location_id: Where it is read from. Repeated: any of them.
        destination_location_id: Where it is written to. Repeated: any of them.
        status: How it stands. Repeated: any of them.
        created_at: Its created_at. Repeated: any of them.
        order: sort by this column, with - descending; default -created_at
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: raw_data_package, origin_location,
            destination_location
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/api/transfer/long-term-archive-transfers',
            query={
                'id': id, 'raw_data_package_id': raw_data_package_id,
                'origin_location_id': origin_location_id,
                'origin_location_id_gte': origin_location_id_gte,
                'origin_location_id_lt': origin_location_id_lt,
                'destination_location_id': destination_location_id,
                'destination_location_id_gte': destination_location_id_gte,
                'destination_location_id_lt': destination_location_id_lt, 'status': status,
                'created_at': created_at, 'created_at_gte': created_at_gte,
                'created_at_lt': created_at_lt, 'order': order, 'limit': limit, 'stale': stale,
                'cursor': cursor, 'fields': fields, 'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def transfer_long_term_archive_transfers_reset(
        self,
        id: str,
        *,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Have a failed transfer into an archive tried again.

        Its status goes from failed to pending, its error and times are cleared, and it is tried as often
        as a new one: retry_count begins at 0 again. What has not failed is refused. Recorded at either
        site, link or no link.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /api/transfer/long-term-archive-transfers/{id}/reset. Needs write:transfers.
        """
        return self._call(
            'POST',
            f'/api/transfer/long-term-archive-transfers/{_segment(id)}/reset',
            headers={'Idempotency-Key': idempotency_key},
            deadline_s=deadline_s,
        )

    def transfer_overview(
        self,
        *,
        stale: Optional[Literal['ok']] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """How moving the data stands.

        Counts of everything on its way to the archives, by how it stands, as main will have it: one
        moment for all of them, unreplicated changes of this site included.

        Answers {total_packages, active_transfers, bytes_waiting, raw_data_packages,
        data_transfer_packages, data_transfers, long_term_archive_transfers, staging_jobs,
        physical_copies: [{data_location_id, data_location, location_type, total, by_status}],
        newest_failures: [{kind, id, what, name, why, since}]}.

        GET /api/transfer/overview. Needs read:transfers.

        stale: ok: answer from the replica alone when the buffer is out of reach
        """
        return self._call(
            'GET',
            '/api/transfer/overview',
            query={'stale': stale},
            deadline_s=deadline_s,
        )

    def transfer_physical_copies_by_id(
        self,
        id: str,
        *,
        stale: Optional[Literal['ok']] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one physical_copy by id.

        A copy of a file or package at one location. With the columns of its kind. As main will have it,
        unreplicated changes of this site included.

        Answers {raw_data_file_id, raw_data_package_id, data_transfer_package_id, id, type,
        data_location_id, status, checksum, verified_at, gone_at, created_at, updated_at}.

        GET /api/transfer/physical-copies/{id}. Needs read:transfers.

        stale: ok: answer from the replica alone when the buffer is out of reach
        """
        return self._call(
            'GET',
            f'/api/transfer/physical-copies/{_segment(id)}',
            query={'stale': stale},
            deadline_s=deadline_s,
        )

    def transfer_physical_copies_update(
        self,
        id: str,
        *,
        if_match: Optional[str] = None,
        status: Optional[str] = None,
        checksum: Optional[str] = None,
        verified_at: Optional[str] = None,
        gone_at: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change how a copy stands.

        What the body does not name stays as it is. A copy at a source is not given up before its data
        are safe: deletion_scheduled and deletion_in_progress are refused until main knows its package as
        archived, with a verified copy that is present at a long-term archive; of a bundle, each of its
        packages. gone_at is now unless it is given. status goes from present to staged,
        deletion_possible, deletion_scheduled; from staged to present, deletion_possible,
        deletion_scheduled; from deletion_possible to present, deletion_scheduled; from
        deletion_scheduled to present, deletion_in_progress; from deletion_in_progress to deleted,
        deletion_failed; from deletion_failed to deletion_scheduled, deletion_in_progress. With If-Match
        it applies only to the record you have read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /api/transfer/physical-copies/{id}. Needs write:transfers.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        status: Whether it is there, and how its deletion stands.
        checksum: As found when it was last verified.
        verified_at: When its checksum was last verified, UTC.
        gone_at: When it was deleted, UTC; null while it is there.
        """
        return self._call(
            'PUT',
            f'/api/transfer/physical-copies/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({
                'status': status, 'checksum': checksum, 'verified_at': verified_at, 'gone_at': gone_at,
            }),
            deadline_s=deadline_s,
        )

    def transfer_physical_copies_create(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Record that a copy of a file or package is there.

        The copy and what it is a copy of are one transaction. Recorded whatever the link does, also of
        what is still buffered.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /api/transfer/physical-copies. Needs write:transfers.
        """
        return self._call(
            'POST',
            '/api/transfer/physical-copies',
            headers={'Idempotency-Key': idempotency_key},
            body=body,
            deadline_s=deadline_s,
        )

    def transfer_physical_copies_list(
        self,
        *,
        id: Optional[OneOrMore[str]] = None,
        type: Optional[OneOrMore[str]] = None,
        data_location_id: Optional[OneOrMore[int]] = None,
        data_location_id_gte: Optional[int] = None,
        data_location_id_lt: Optional[int] = None,
        status: Optional[OneOrMore[str]] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        order: Optional[Literal['created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List physical_copy records.

        A copy of a file or package at one location. As main will have them, unreplicated changes of this
        site included.

        Answers {items: [{id, type, data_location_id, status, checksum, verified_at, gone_at, created_at,
        updated_at, data_location, raw_data_file_physical_copy, raw_data_package_physical_copy,
        data_transfer_package_physical_copy}], next_cursor, complete, pending, total}.

        GET /api/transfer/physical-copies. Needs read:transfers.

        id: Its id. Repeated: any of them.
        type: The table that says what it is a copy of: it has a record of the same id. Repeated: any of
            them.
        data_location_id: Where it lies. Repeated: any of them.
        status: Whether it is there, and how its deletion stands. Repeated: any of them.
        created_at: Its created_at. Repeated: any of them.
        order: sort by this column, with - descending; default -created_at
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: data_location, raw_data_file_physical_copy,
            raw_data_package_physical_copy, data_transfer_package_physical_copy
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/api/transfer/physical-copies',
            query={
                'id': id, 'type': type, 'data_location_id': data_location_id,
                'data_location_id_gte': data_location_id_gte, 'data_location_id_lt': data_location_id_lt,
                'status': status, 'created_at': created_at, 'created_at_gte': created_at_gte,
                'created_at_lt': created_at_lt, 'order': order, 'limit': limit, 'stale': stale,
                'cursor': cursor, 'fields': fields, 'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def transfer_raw_packages(
        self,
        *,
        id: Optional[OneOrMore[str]] = None,
        name: Optional[OneOrMore[str]] = None,
        executed_obs_unit_id: Optional[OneOrMore[str]] = None,
        instrument_module_id: Optional[OneOrMore[int]] = None,
        instrument_module_id_gte: Optional[int] = None,
        instrument_module_id_lt: Optional[int] = None,
        data_transfer_package_id: Optional[OneOrMore[str]] = None,
        status: Optional[OneOrMore[Literal['pending', 'scheduled', 'in_progress', 'completed', 'failed']]] = None,
        state: Optional[OneOrMore[Literal['waiting', 'transferring', 'archived', 'failed']]] = None,
        created_at: Optional[OneOrMore[str]] = None,
        created_at_gte: Optional[str] = None,
        created_at_lt: Optional[str] = None,
        q: Optional[str] = None,
        order: Optional[Literal['created_at', '-created_at']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List raw_data_package records.

        A tar of the files one instrument module produced during one execution. As main will have them,
        unreplicated changes of this site included.

        Answers {items: [{id, name, executed_obs_unit_id, instrument_module_id, data_transfer_package_id,
        relative_path, size_bytes, checksum, status, state, retry_count, created_at, updated_at,
        executed_obs_unit, instrument_module, data_transfer_package, long_term_archive_transfers,
        long_term_archive_transfers_count, raw_data_package_physical_copies,
        raw_data_package_physical_copies_count}], next_cursor, complete, pending, total}.

        GET /api/transfer/raw-packages. Needs read:observations.

        id: Its id. Repeated: any of them.
        name: Unique within its execution and module. Repeated: any of them.
        executed_obs_unit_id: The execution whose files it holds. Repeated: any of them.
        instrument_module_id: The module that produced them. Repeated: any of them.
        data_transfer_package_id: The bundle it crosses the link in; null until it is bundled. Repeated:
            any of them; null: none.
        status: pending: scheduled to be built. Repeated: any of them.
        state: Where it is on its way to the archives. Repeated: any of them.
        created_at: Its created_at. Repeated: any of them.
        q: records in which name contains this text, be it in upper or lower case; 2 to 200 characters,
            none of which stands for another
        order: sort by this column, with - descending; default -created_at
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: executed_obs_unit, instrument_module,
            data_transfer_package, long_term_archive_transfers, raw_data_package_physical_copies
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/api/transfer/raw-packages',
            query={
                'id': id, 'name': name, 'executed_obs_unit_id': executed_obs_unit_id,
                'instrument_module_id': instrument_module_id,
                'instrument_module_id_gte': instrument_module_id_gte,
                'instrument_module_id_lt': instrument_module_id_lt,
                'data_transfer_package_id': data_transfer_package_id, 'status': status, 'state': state,
                'created_at': created_at, 'created_at_gte': created_at_gte,
                'created_at_lt': created_at_lt, 'q': q, 'order': order, 'limit': limit, 'stale': stale,
                'cursor': cursor, 'fields': fields, 'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def transfer_routes_by_id(
        self,
        id: int,
        *,
        stale: Optional[Literal['ok']] = None,
        expand: Optional[OneOrMore[str]] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Get one data_transfer_route by id.

        A way from one site to another, and the program that takes it. As main will have it, unreplicated
        changes of this site included.

        Answers {id, name, origin_site_id, destination_site_id, relay_site_id, origin_location_id,
        destination_location_id, method, route_type, active, origin_site, destination_site, relay_site,
        origin_location, destination_location}.

        GET /api/transfer/routes/{id}. Needs read:transfers.

        stale: ok: answer from the replica alone when the buffer is out of reach
        expand: related records to show with it, by commas: origin_site, destination_site, relay_site,
            origin_location, destination_location
        """
        return self._call(
            'GET',
            f'/api/transfer/routes/{_segment(id)}',
            query={'stale': stale, 'expand': expand},
            deadline_s=deadline_s,
        )

    def transfer_routes_update(
        self,
        id: int,
        *,
        if_match: Optional[str] = None,
        name: Optional[str] = None,
        method: Optional[str] = None,
        active: Optional[bool] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Change one data_transfer_route.

        What the body does not name stays as it is. From where to where it leads stays, because transfers
        refer to it: another way is another route. With If-Match it applies only to the record you have
        read.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /api/transfer/routes/{id}. Needs write:transfers.

        if_match: The ETag of the record as its own GET answered it: it is changed only if it is still
            that.
        name: Unique, such as ccat_to_cologne.
        method: The program that moves the data.
        active: In use.
        """
        return self._call(
            'PUT',
            f'/api/transfer/routes/{_segment(id)}',
            headers={'If-Match': if_match, 'Idempotency-Key': idempotency_key},
            body=_given({'name': name, 'method': method, 'active': active}),
            deadline_s=deadline_s,
        )

    def transfer_routes_create(
        self,
        *,
        name: str,
        origin_site_id: int,
        destination_site_id: int,
        relay_site_id: Optional[int] = None,
        origin_location_id: Optional[int] = None,
        destination_location_id: Optional[int] = None,
        method: Optional[str] = None,
        route_type: Optional[Literal['direct', 'relay', 'custom']] = None,
        active: Optional[bool] = None,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Create one data_transfer_route.

        A way from one site to another, and the program that takes it. Made on main: at a secondary it
        needs the link, and shows here at once.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        POST /api/transfer/routes. Needs write:transfers.

        name: Unique, such as ccat_to_cologne.
        origin_site_id: The site it begins at.
        destination_site_id: The site it ends at.
        relay_site_id: The site between them on a relay.
        origin_location_id: On a custom route: the location it begins at.
        destination_location_id: On a custom route: the location it ends at.
        method: The program that moves the data.
        route_type: direct; relay by way of a third site; custom from location to location.
        active: In use.
        """
        return self._call(
            'POST',
            '/api/transfer/routes',
            headers={'Idempotency-Key': idempotency_key},
            body=_given({
                'name': name, 'origin_site_id': origin_site_id,
                'destination_site_id': destination_site_id, 'relay_site_id': relay_site_id,
                'origin_location_id': origin_location_id,
                'destination_location_id': destination_location_id, 'method': method,
                'route_type': route_type, 'active': active,
            }),
            deadline_s=deadline_s,
        )

    def transfer_routes_list(
        self,
        *,
        id: Optional[OneOrMore[int]] = None,
        id_gte: Optional[int] = None,
        id_lt: Optional[int] = None,
        name: Optional[OneOrMore[str]] = None,
        origin_site_id: Optional[OneOrMore[int]] = None,
        origin_site_id_gte: Optional[int] = None,
        origin_site_id_lt: Optional[int] = None,
        destination_site_id: Optional[OneOrMore[int]] = None,
        destination_site_id_gte: Optional[int] = None,
        destination_site_id_lt: Optional[int] = None,
        route_type: Optional[OneOrMore[Literal['direct', 'relay', 'custom']]] = None,
        active: Optional[OneOrMore[bool]] = None,
        order: Optional[Literal['id', '-id', 'name', '-name']] = None,
        limit: Optional[int] = None,
        stale: Optional[Literal['ok']] = None,
        cursor: Optional[str] = None,
        fields: Optional[OneOrMore[str]] = None,
        expand: Optional[OneOrMore[str]] = None,
        total: Optional[bool] = None,
        format: Optional[Literal['json', 'csv', 'ndjson']] = None,
        deadline_s: Optional[float] = None,
    ) -> Any:
        """List data_transfer_route records.

        A way from one site to another, and the program that takes it. As main will have them,
        unreplicated changes of this site included.

        Answers {items: [{id, name, origin_site_id, destination_site_id, relay_site_id,
        origin_location_id, destination_location_id, method, route_type, active, origin_site,
        destination_site, relay_site, origin_location, destination_location}], next_cursor, complete,
        pending, total}.

        GET /api/transfer/routes. Needs read:transfers.

        id: Its id. Repeated: any of them.
        name: Unique, such as ccat_to_cologne. Repeated: any of them.
        origin_site_id: The site it begins at. Repeated: any of them.
        destination_site_id: The site it ends at. Repeated: any of them.
        route_type: direct; relay by way of a third site; custom from location to location. Repeated: any
            of them.
        active: In use. Repeated: any of them.
        order: sort by this column, with - descending; default -id
        limit: rows in a page, at most 500; unless told 50, and in an export as many as it can hold
        stale: ok: answer from the replica alone when the buffer is out of reach
        cursor: next_cursor of the page before
        fields: only these members of each item, repeated or separated by commas; the id is always there
        expand: related records to show with it, by commas: origin_site, destination_site, relay_site,
            origin_location, destination_location
        total: true: also count the records on all pages together
        format: csv, ndjson: an export of the list; default what Accept asks for, else json
        """
        return self._call(
            'GET',
            '/api/transfer/routes',
            query={
                'id': id, 'id_gte': id_gte, 'id_lt': id_lt, 'name': name,
                'origin_site_id': origin_site_id, 'origin_site_id_gte': origin_site_id_gte,
                'origin_site_id_lt': origin_site_id_lt, 'destination_site_id': destination_site_id,
                'destination_site_id_gte': destination_site_id_gte,
                'destination_site_id_lt': destination_site_id_lt, 'route_type': route_type,
                'active': active, 'order': order, 'limit': limit, 'stale': stale, 'cursor': cursor,
                'fields': fields, 'expand': expand, 'total': total, 'format': format,
            },
            media=('application/json', 'text/csv', 'application/x-ndjson'),
            deadline_s=deadline_s,
        )

    def user_preferences_get(self, *, deadline_s: Optional[float] = None) -> Answer:
        """Your own settings.

        Whatever the screens keep for you, as it was last put.

        GET /user_preferences. For what is your own.
        """
        return self._call('GET', '/user_preferences', deadline_s=deadline_s)

    def user_preferences_put(
        self,
        body: Dict[str, Any],
        *,
        idempotency_key: Optional[str] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Replace your own settings.

        An object of at most 16384 bytes. Kept at this site at once, link or no link.

        Answers {id, transaction_id, status, site, series, sequence, digest}.

        PUT /user_preferences. For what is your own.
        """
        return self._call(
            'PUT',
            '/user_preferences',
            headers={'Idempotency-Key': idempotency_key},
            body=body,
            deadline_s=deadline_s,
        )

    def visibility_heatmap(
        self,
        *,
        source_id: int,
        year: Optional[int] = None,
        elevation_min_deg: Optional[float] = None,
        elevation_max_deg: Optional[float] = None,
        sun_separation_deg: Optional[float] = None,
        moon_separation_deg: Optional[float] = None,
        stale: Optional[Literal['ok']] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """When in a year a source can be observed.

        For every hour of the year, what part of it the source can be observed, and how high it then
        stands: to see at a glance in which months and at which hours to schedule it. Looked at every
        five minutes.

        Answers {source, year, first_day, limits, observable, max_elevation_deg}.

        GET /visibility/heatmap. Needs read:programs.

        year: this year unless told
        elevation_min_deg: lowest elevation [deg]; 20 unless told, the telescope's own
        elevation_max_deg: highest elevation [deg]; 90 unless told
        sun_separation_deg: distance to the Sun [deg]; 45 unless told, the exclusion of the telescope,
            and not less
        moon_separation_deg: distance to the Moon [deg]; 20 unless told; 0: it does not matter
        stale: ok: answer from the replica alone when the buffer is out of reach
        """
        return self._call(
            'GET',
            '/visibility/heatmap',
            query={
                'source_id': source_id, 'year': year, 'elevation_min_deg': elevation_min_deg,
                'elevation_max_deg': elevation_max_deg, 'sun_separation_deg': sun_separation_deg,
                'moon_separation_deg': moon_separation_deg, 'stale': stale,
            },
            deadline_s=deadline_s,
        )

    def visibility_of_source(
        self,
        source_id: int,
        *,
        night: Optional[str] = None,
        from_: Optional[str] = None,
        to: Optional[str] = None,
        step_s: Optional[int] = None,
        elevation_min_deg: Optional[float] = None,
        elevation_max_deg: Optional[float] = None,
        sun_separation_deg: Optional[float] = None,
        moon_separation_deg: Optional[float] = None,
        stale: Optional[Literal['ok']] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """When and where a source can be observed.

        Its path over the telescope, rise, transit and set, distances to Sun and Moon, and the windows in
        which it can be observed, with the reason when not. Tonight unless told otherwise; the telescope
        observes by day, too, so a night is 24 hours from 16:00 UTC, with the times of the Sun beside.
        Elevations are without refraction. An area of constant elevation is observable while the
        telescope, at that elevation and in the azimuth of the centre of the area, looks at a piece of
        it; distances are from there, azimuth and elevation are those of the centre.

        Answers {source, night, from, to, limits, sun, rise, transit, set, transit_elevation_deg,
        horizon_deg, stays, observable_s, windows: [{from, to, duration_s, max_elevation_deg}], gaps:
        [{from, to, reasons}], step_s, curve}.

        GET /visibility/{source_id}. Needs read:programs.

        night: the observing day that begins at 16:00 UTC (noon in Chile) on this date, or tonight;
            tonight unless from and to are told
        from_: beginning of a time of at most 31 days
        to: its end
        step_s: step of the curve [s]; 300 unless told; it has at most 1441 points
        elevation_min_deg: lowest elevation [deg]; 20 unless told, the telescope's own
        elevation_max_deg: highest elevation [deg]; 90 unless told
        sun_separation_deg: distance to the Sun [deg]; 45 unless told, the exclusion of the telescope,
            and not less
        moon_separation_deg: distance to the Moon [deg]; 20 unless told; 0: it does not matter
        stale: ok: answer from the replica alone when the buffer is out of reach
        """
        return self._call(
            'GET',
            f'/visibility/{_segment(source_id)}',
            query={
                'night': night, 'from': from_, 'to': to, 'step_s': step_s,
                'elevation_min_deg': elevation_min_deg, 'elevation_max_deg': elevation_max_deg,
                'sun_separation_deg': sun_separation_deg, 'moon_separation_deg': moon_separation_deg,
                'stale': stale,
            },
            deadline_s=deadline_s,
        )

    def visibility_precalculate(
        self,
        *,
        nights: Optional[int] = None,
        source_ids: Optional[List[int]] = None,
        deadline_s: Optional[float] = None,
    ) -> Answer:
        """Work out the visibility of the coming nights beforehand.

        Tonight of all sources first, then the nights after it, within the usual limits: GET
        /visibility/{source_id} then answers from what is kept. It stops after VISIBILITY_BUDGET_MS and
        says what is left; the same call again goes on from there, and so does the scheduled function,
        every minute. What is kept belongs to the coordinates of a source: one that changes is worked out
        anew. It is kept at the site that is asked.

        Answers {nights, sources, before, computed, left, complete, without_position}.

        POST /visibility/precalculate. Needs configure:system. Sent once: a second time it might do it
        twice.

        nights: from tonight on; VISIBILITY_NIGHTS unless told
        source_ids: these sources only; all in use unless told
        """
        return self._call(
            'POST',
            '/visibility/precalculate',
            body=_given({'nights': nights, 'source_ids': source_ids}),
            once=True,
            deadline_s=deadline_s,
        )

    def _call(
        self,
        method: str,
        path: str,
        *,
        query: Optional[Dict[str, Any]] = None,
        headers: Optional[Dict[str, Optional[str]]] = None,
        body: Any = None,
        once: bool = False,
        waits_s: float = 0.0,
        answers: Tuple[int, ...] = (),
        media: Tuple[str, ...] = (JSON,),
        deadline_s: Optional[float] = None,
    ) -> Any:
        """Sends a call until it is answered, refused or out of time.

        once: it changes something and takes no key, so it is not sent again
        waits_s: how long the call may make the site wait [s]
        answers: statuses beyond 2xx that are answers
        media: types an answer can have
        """
        begun = time.monotonic()
        ends = begun + (self.deadline_s if deadline_s is None else deadline_s)
        target = self._prefix + path + _query(query or {})
        content = b'' if body is None else json.dumps(body, default=_json_value, allow_nan=False).encode()
        sent = {
            'Accept': JSON if JSON in media else ', '.join(media),
            'User-Agent': f'ops_db.py/{__version__}',
            'X-Request-Id': str(uuid.uuid4()),
        }
        if method != 'GET':
            sent['Idempotency-Key'] = str(uuid.uuid4())
            sent['Content-Length'] = str(len(content))
        if body is not None:
            sent['Content-Type'] = JSON
        sent.update({name: value for name, value in (headers or {}).items() if value is not None})
        attempt = 0
        while True:
            attempt += 1
            limit_s = max(0.001, min(self.timeout_s + waits_s, ends - time.monotonic()))
            reply = self._attempt(method, target, sent, content, limit_s)
            problem = reply.problem(answers, media)
            if problem is None:
                return reply.result()
            problem.request_id = sent['X-Request-Id']
            problem.idempotency_key = sent.get('Idempotency-Key')
            backoff_s = min(LONGEST_PAUSE_S, 2 ** min(attempt, 9) / 8) * random.uniform(0.5, 1.0)
            pause_s = max(problem.retry_after_s or 0.0, backoff_s)
            if once or not reply.is_passing or time.monotonic() + pause_s >= ends:
                if attempt > 1:
                    problem.detail += f' After {attempt} attempts in {time.monotonic() - begun:.1f} s.'
                raise problem
            log.warning('%s %s: %s; again in %.1f s', method, path, problem, pause_s)
            time.sleep(pause_s)

    def _attempt(
        self, method: str, target: str, headers: Dict[str, str], content: bytes, limit_s: float
    ) -> '_Reply':
        ends = time.monotonic() + limit_s
        connection = self._connection(limit_s)
        try:
            connection.connect()
            socket = connection.sock
            socket.settimeout(max(0.001, ends - time.monotonic()))
            connection.putrequest(method, target)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.putheader('Authorization', 'Bearer ' + self._secret())
            connection.endheaders(content or None)
            response = connection.getresponse()
            chunks: List[bytes] = []
            while True:
                socket.settimeout(max(0.001, ends - time.monotonic()))
                chunk = response.read1(65536)
                if not chunk:
                    break
                chunks.append(chunk)
            if response.length:
                raise http.client.IncompleteRead(b'', response.length)
            text = b''.join(chunks)
            if response.headers.get('Content-Encoding') == 'gzip':
                text = gzip.decompress(text)
        except (OSError, EOFError, http.client.HTTPException, zlib.error) as error:
            # A certificate does not get better by trying again.
            is_passing = not isinstance(error, ssl.SSLCertVerificationError)
            reason = f'{type(error).__name__}: {error}'
            return _Reply(0, http.client.HTTPMessage(), reason.encode(), is_passing)
        finally:
            connection.close()
        status = response.status
        if not 200 <= status < 300:
            # What stands between here and the site may answer with what it was sent.
            text = text.replace(self._secret().encode(), b'<token>')
        is_passing = status in (502, 504) or (status == 503 and 'Retry-After' in response.headers)
        return _Reply(status, response.headers, text, is_passing)

    def _connection(self, limit_s: float) -> http.client.HTTPConnection:
        host, port = self._address
        if self._context is None:
            connection = http.client.HTTPConnection(host, port, timeout=limit_s)
        else:
            connection = http.client.HTTPSConnection(host, port, timeout=limit_s, context=self._context)
        connection.set_debuglevel(0)  # which would print the token
        return connection


class _Reply:
    """What came of one attempt: an answer, or with status 0 the reason why there is none."""

    def __init__(self, status: int, headers: http.client.HTTPMessage, text: bytes, is_passing: bool) -> None:
        self.status = status
        self.headers = headers
        self.text = text
        self.is_passing = is_passing  # trying again makes sense
        self.media = headers.get_content_type()

    def problem(self, answers: Tuple[int, ...], media: Tuple[str, ...]) -> Optional[Problem]:
        """None when it is an answer of the call."""
        if self.status == 0:
            detail = f'No answer: {self.text.decode()}.'
            remedy = 'Whether a write was recorded is not known: send it again with the same idempotency_key.'
            return Problem(0, 'client.no_answer', detail, remedy=remedy)
        parsed = self._json()
        is_whole = (self.media in media or '*/*' in media) and (self.media != JSON or parsed is not BROKEN)
        is_bare = 300 <= self.status < 400 or not self.text
        if (200 <= self.status < 300 or self.status in answers) and (is_whole or is_bare):
            return None
        wait = self.headers.get('Retry-After', '')
        retry_after_s = float(wait) if re.fullmatch(r'\d{1,6}', wait) else None
        if self.media != 'application/problem+json' or not isinstance(parsed, dict):
            detail = f'{self.status} {self.media} is no answer of this API.'
            remedy = 'Check the address, and what stands between here and the site.'
            code = f'http.{self.status}'
            return Problem(self.status, code, detail, remedy=remedy, retry_after_s=retry_after_s)
        more = {'remedy': parsed.get('remedy', ''), 'errors': parsed.get('errors', []), 'body': parsed}
        code, detail = str(parsed.get('code')), str(parsed.get('detail'))
        return Problem(self.status, code, detail, retry_after_s=retry_after_s, **more)

    def result(self) -> Any:
        if 300 <= self.status < 400:
            value: Any = {'location': self.headers.get('Location')}
        elif not self.text:
            return None
        elif self.media == JSON:
            value = json.loads(self.text)
        elif self.media.startswith('text/') or self.headers.get_content_charset():
            value = self.text.decode()
        else:
            return self.text
        kind = {dict: Answer, list: AnswerList, str: AnswerText}.get(type(value))
        if kind is None:
            return value
        answer: Any = kind(value)
        answer.status, answer.headers = self.status, self.headers
        return answer

    def _json(self) -> Any:
        try:
            return json.loads(self.text)
        except ValueError:
            return BROKEN


def _given(values: Dict[str, Any]) -> Dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _query(values: Dict[str, Any]) -> str:
    pairs = [
        (name, _text(one))
        for name, value in _given(values).items()
        for one in (value if isinstance(value, (list, tuple, set, frozenset)) else [value])
    ]
    return '?' + urllib.parse.urlencode(pairs) if pairs else ''


def _segment(value: Any) -> str:
    return urllib.parse.quote(_text(value), safe='')


def _text(value: Any) -> str:
    if value is None or value is NULL:
        return 'null'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    return _time(value) if isinstance(value, datetime.datetime) else str(value)


def _json_value(value: Any) -> Any:
    """What json does not know: NULL, times and ids."""
    if value is NULL:
        return None
    if isinstance(value, datetime.datetime):
        return _time(value)
    if isinstance(value, uuid.UUID):
        return str(value)
    raise TypeError(f'{type(value).__name__} is no JSON')


def _time(value: datetime.datetime) -> str:
    if value.tzinfo is None:
        raise ValueError('a datetime needs a time zone: datetime.datetime.now(datetime.timezone.utc)')
    return value.isoformat()
