"""Client of the observatory operations database @VERSION@: one file, Python 3.9 or newer.

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

__version__ = '@VERSION@'
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

    # @OPERATIONS@

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
