"""Makes calls through the Python client as it is told, one a line, and answers what came of each as a line of JSON.

Everything that could show the token is switched on: tracebacks with the values of all variables, every log, and the
debug output of http.client.
"""

import http.client
import json
import logging
import ssl
import sys
import traceback

import ops_db

http.client.HTTPConnection.debuglevel = 1
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
answers = sys.stdout
sys.stdout = sys.stderr  # where http.client writes

settings = json.loads(sys.argv[1])
cafile = settings.pop('cafile', None)
if cafile is not None:
    settings['context'] = ssl.create_default_context(cafile=cafile)
db = ops_db.OpsDB(**settings)


def made(what, name, args, named):
    method = getattr(db, name.replace('-', '_'))
    if what == 'each':
        return {'answer': list(ops_db.each(method, *args, **named))}
    answer = method(*args, **named)
    told = {'status': answer.status, 'headers': dict(answer.headers)} if hasattr(answer, 'status') else {}
    return {'answer': answer, **told}


for line in sys.stdin:
    call = json.loads(line)
    try:
        outcome = made(call['what'], call['name'], call['args'], call['named'])
    except ops_db.Problem as problem:
        shown = traceback.TracebackException.from_exception(problem, capture_locals=True)
        outcome = {'problem': vars(problem), 'shown': [repr(db), repr(vars(db)), repr(problem), *shown.format()]}
    except (TypeError, ValueError) as error:
        outcome = {'mistake': str(error)}
    print(json.dumps(outcome, default=repr), file=answers, flush=True)
