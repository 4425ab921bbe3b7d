'use strict';

/**
 * Stands in for the Node.js runtime of OpenWhisk: one process that holds one action, initialised by POST /init and called by
 * POST /run on port 8080. It follows the published contract (OpenWhisk docs/actions-new.md) and, where that is silent, what the
 * real runtime was seen to do: test/openwhisk/transcript.json. Names of functions are those users see in stack traces.
 *
 * Not as the real one: an archive is a zip (no tar.gz), and a package.json with dependencies starts no `npm install`.
 */

const { existsSync, mkdirSync, mkdtempSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { tmpdir } = require('node:os');
const path = require('node:path');

const PORT = 8080;
const BODY_LIMIT_BYTES = 48 * 1024 * 1024;
const SENTINEL = 'XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX';
const NO_ENTRY = 'Zipped actions must contain either package.json or index.js at the root.';

const is_concurrent = process.env.__OW_ALLOW_CONCURRENT === 'true';
/** `ready`, `starting`, `running`; `stopped` for good after a failure the action did not handle. */
let status = 'ready';
let runner;

/** An answer that is not 200. */
class Refusal {
  constructor(code, message) {
    this.code = code;
    this.message = message;
  }
}

class NodeActionRunner {
  constructor(handler) {
    this.userScriptMain = handler;
  }

  /** What the action answers. Rejects when it throws at once; a promise of its own that rejects becomes an `error`. */
  run(args) {
    return new Promise((resolve, reject) => {
      let result;
      try {
        result = this.userScriptMain(args);
      } catch (error) {
        reject(error);
        return;
      }
      Promise.resolve(result).then(
        (value) => resolve(value === undefined ? {} : value),
        (error) => resolve({ error: error ? plain(error, []) : {} }),
      );
    });
  }
}

/** An error as JSON can carry it. */
function plain(value, around) {
  if (typeof value === 'function') return `[Function: ${value.name || 'anonymous'}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (around.includes(value)) return '[Circular]';
  const within = [...around, value];
  if (Array.isArray(value)) return value.map((one) => plain(one, within));
  const told = ['name', 'message', 'stack', 'code']
    .filter((key) => typeof value[key] === 'string')
    .map((key) => [key, value[key]]);
  const own = Object.entries(value).filter(([, one]) => typeof one !== 'function');
  return Object.fromEntries([...told, ...own.map(([key, one]) => [key, plain(one, within)])]);
}

/** An action that is text sees the names in here: none of them is one it may have for its own main. */
function initializeActionHandler(message) {
  // The first line is indented and the name is looked up behind it, so that positions and messages are the real runtime's.
  if (!message.binary)
    return asFunction(
      message.main,
      // biome-ignore lint/security/noGlobalEval: an action is text, as the contract says
      eval(`(function () {
               ${message.code}
               try { return typeof ${message.main} === 'undefined' ? module.exports.${message.main} : ${message.main}; } catch {}
             })()`),
    );
  return unpacked(message.code).then((folder) => {
    const [, file, name] = /^(?:([^.]+)\.)?(.+)$/.exec(message.main);
    process.chdir(folder);
    if (file === undefined && !existsSync('package.json') && !existsSync('index.js')) throw NO_ENTRY;
    const load = JSON.stringify(path.join(folder, file ?? ''));
    // biome-ignore lint/security/noGlobalEval: what users see of it in stack traces
    return asFunction(message.main, eval(`require(${load}).${name}`));
  });
}

function asFunction(main, handler) {
  if (typeof handler !== 'function') throw `Action entrypoint '${main}' is not a function.`;
  return handler;
}

/** A new folder with what is in a zip. */
async function unpacked(base64) {
  const folder = mkdtempSync(path.join(tmpdir(), 'action-'));
  try {
    const files = require('fflate').unzipSync(Buffer.from(base64, 'base64'));
    for (const [name, bytes] of Object.entries(files)) {
      const file = path.join(folder, name);
      if (!file.startsWith(folder + path.sep)) throw new Error('outside');
      mkdirSync(name.endsWith('/') ? file : path.dirname(file), { recursive: true });
      if (!name.endsWith('/')) writeFileSync(file, bytes);
    }
  } catch {
    throw 'There was an error uncompressing the action archive.';
  }
  return folder;
}

async function doInit(message) {
  for (const [name, value] of Object.entries(message.env ?? {}))
    process.env[name] =
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value ? String(value) : '';
  return new NodeActionRunner(await initializeActionHandler(message));
}

async function initCode(body) {
  if (runner !== undefined) throw refusal('Cannot initialize the action more than once.');
  if (status !== 'ready') throw refusal(`System not ready, status is ${status}.`);
  const message = body.value ?? {};
  const { main, code } = message;
  if (!main || !code || typeof main !== 'string' || typeof code !== 'string')
    throw refusal('Missing main/no code to execute.');
  status = 'starting';
  try {
    runner = await doInit(message);
    status = 'ready';
    return { OK: true };
  } catch (error) {
    status = 'stopped';
    console.error('Error during initialization:', error);
    writeMarkers();
    throw new Refusal(502, `Initialization has failed due to: ${error?.stack ? String(error.stack) : error}`);
  }
}

function doRun({ value, ...context }) {
  for (const [name, text] of Object.entries(context))
    if (typeof text === 'string') process.env[`__OW_${name.toUpperCase()}`] = text;
  return runner.run(value);
}

async function runCode(body) {
  if (runner === undefined) throw refusal('System not initialized.');
  if (status !== 'ready') throw refusal(`System not ready, status is ${status}.`);
  // As the real one does: what is no object leaves it running for ever.
  if (!is_concurrent) status = 'running';
  const value = body.value ?? {};
  if (typeof value !== 'object')
    throw refusal(`Internal system error: the argument must be a dictionary but has type '${typeof value}'.`);
  let result;
  try {
    result = await doRun({ ...body, value });
  } catch (error) {
    status = 'stopped';
    console.error(error);
    writeMarkers();
    throw new Refusal(502, `An error has occurred: ${error}`);
  }
  if (status === 'running') status = 'ready';
  if (typeof result !== 'object')
    console.error(`Result must be of type object but has type "${typeof result}":`, result);
  writeMarkers();
  if (typeof result !== 'object') throw new Refusal(502, 'The action did not return a dictionary.');
  return result;
}

function refusal(message) {
  console.error('Internal system error:', message);
  return new Refusal(403, message);
}

function writeMarkers() {
  console.log(SENTINEL);
  console.error(SENTINEL);
}

/** The body, when it says that it is JSON; throws when it is not. */
async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) throw new Error('too large');
    chunks.push(chunk);
  }
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '') || size === 0) return {};
  const body = JSON.parse(Buffer.concat(chunks).toString());
  if (typeof body !== 'object' || body === null) throw new SyntaxError('neither object nor array');
  return body;
}

const routes = { 'POST /init': initCode, 'POST /run': runCode };

async function answered(request) {
  const route = routes[`${request.method} ${request.url}`];
  const body = await bodyOf(request).catch((error) => {
    console.log(error.stackTrace); // the real runtime logs this property, which no error has
    throw new Refusal(500, 'Bad request.');
  });
  if (route === undefined) throw new Refusal(500, 'Bad request.');
  return route(body);
}

const server = createServer((request, response) => {
  const send = (code, body) => {
    response.writeHead(code, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
  };
  answered(request).then(
    (body) => send(200, body),
    (error) =>
      error instanceof Refusal ? send(error.code, { error: error.message }) : send(500, { error: 'Internal error.' }),
  );
});
// A run takes as long as it takes.
server.timeout = 0;
server.listen(PORT);
