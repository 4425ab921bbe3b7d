import { type Json, type Operation, operationsOf } from './operations.ts';
import { answerDoc, answerType, isJson } from './python-answer.ts';
import { argumentsOf, type PythonArgument } from './python-arguments.ts';
import { filled, fitted, paragraphs } from './python-text.ts';
import { quoted } from './python-type.ts';

/** What the template has for itself; no operation may be called so. */
const TAKEN = new Set(['url', 'timeout_s', 'deadline_s']);

/**
 * The Python client: the template with one method per operation of the document. Throws a TypeError when two operations
 * would be the same method.
 */
export function pythonClient(document: Json, template: string): string {
  const names = new Set(TAKEN);
  const methods = operationsOf(document).map((operation) => {
    const name = pythonName(operation.name);
    if (names.has(name)) throw new TypeError(`${operation.name} would be a second method ${name}`);
    names.add(name);
    return method(document, operation, name);
  });
  const { version } = document.info as { version: string };
  return template
    .replaceAll('@VERSION@', version)
    .replace('    # @OPERATIONS@\n\n', () => methods.map((text) => `${text}\n\n`).join(''));
}

const pythonName = (name: string) => name.replaceAll(/\W/g, '_');

function method(document: Json, operation: Operation, name: string): string {
  const args = argumentsOf(document, operation);
  const places = args.filter(isPlace);
  const named = args.filter((arg) => !isPlace(arg));
  const written = ['self', ...places.map(declared), '*', ...named.map(declared), 'deadline_s: Optional[float] = None'];
  return [
    ...fitted(4, `def ${name}(`, written, `) -> ${answerType(document, operation)}:`),
    ...docstring(operation, args, answerDoc(document, operation)),
    ...call(operation, args),
  ].join('\n');
}

/** What needs no name in a call: what is in the path, and a body that is one thing. */
const isPlace = ({ where, name }: PythonArgument) => where === 'path' || name === 'body';

const declared = ({ name, type, is_required }: PythonArgument) =>
  is_required
    ? `${name}: ${type}`
    : `${name}: ${type.startsWith('Optional[') || type === 'Any' ? type : `Optional[${type}]`} = None`;

function docstring(
  { method, path, summary, doc, permission, is_sent_once }: Operation,
  args: readonly PythonArgument[],
  answers: string,
): string[] {
  const right =
    permission === undefined ? 'For anybody.' : permission === 'own' ? 'For what is your own.' : `Needs ${permission}.`;
  const told = args.filter((arg) => arg.doc !== '');
  const lines = paragraphs(8, [
    [`"""${summary}.`],
    doc === undefined ? [] : [doc],
    answers === '' ? [] : [answers],
    [`${method} ${path}. ${right}${is_sent_once ? ' Sent once: a second time it might do it twice.' : ''}`],
    told.map(({ name, doc: text }) => `${name}: ${text}`),
    ...args.map(({ name, parts }) =>
      parts.length === 0 ? [] : [`Each of ${name}:`, ...parts.map((part) => `    ${part}`)],
    ),
  ]);
  return [...lines, '        """'];
}

function call(operation: Operation, args: readonly PythonArgument[]): string[] {
  const { method, path, media, answers, is_sent_once, waits_s } = operation;
  const at = (where: PythonArgument['where']) => args.filter((arg) => arg.where === where);
  const inPath = new Map(at('path').map(({ wire, name }) => [wire, name]));
  const address = path.replaceAll(/\{(\w+)\}/g, (_, wire: string) => `{_segment(${inPath.get(wire)})}`);
  const [whole] = at('body').filter(isPlace);
  return fitted(
    8,
    'return self._call(',
    [
      quoted(method),
      `${inPath.size > 0 ? 'f' : ''}${quoted(address)}`,
      ...mapping('query=', at('query'), ''),
      ...mapping('headers=', at('header'), ''),
      ...(whole === undefined ? mapping('body=_given(', at('body'), ')') : ['body=body']),
      ...(is_sent_once ? ['once=True'] : []),
      ...(waits_s > 0 ? [`waits_s=${waits_s}`] : []),
      ...(answers.length > 0 ? [`answers=${tuple(answers.map(String))}`] : []),
      ...(isJson(operation) ? [] : [`media=${tuple(media.map(quoted))}`]),
      'deadline_s=deadline_s',
    ],
    ')',
  );
}

const tuple = (values: readonly string[]) => `(${values.join(', ')}${values.length === 1 ? ',' : ''})`;

function mapping(before: string, args: readonly PythonArgument[], after: string): string[] {
  if (args.length === 0) return [];
  const entries = args.map(({ wire, name }) => `${quoted(wire)}: ${name}`);
  return [filled(12, `${before}{`, entries, `}${after}`).join('\n').trimStart()];
}
