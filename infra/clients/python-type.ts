import { type Json, resolved } from './operations.ts';

/** A list of choices longer than this is told in words, not as a type. */
const LITERAL_CHARACTERS = 90;

/** The Python type a schema stands for, as written for `typing`. */
export function pythonType(document: Json, schema: Json): string {
  const { type, format, enum: choices, const: only, anyOf, oneOf, items } = resolved(document, schema);
  if (Array.isArray(choices) && choices.join() === 'true,false') return 'bool';
  if (Array.isArray(choices)) return literal(choices);
  if (only !== undefined) return literal([only]);
  const alternatives = (anyOf ?? oneOf) as Json[] | undefined;
  if (alternatives !== undefined) return union(alternatives.map((one) => pythonType(document, one)));
  if (Array.isArray(type)) return union(type.map((one) => pythonType(document, { type: one })));
  if (type === 'array') return `List[${pythonType(document, (items ?? {}) as Json)}]`;
  return SIMPLE[format === 'number' ? 'number' : String(type)] ?? 'Any';
}

const SIMPLE: Record<string, string> = {
  string: 'str',
  integer: 'int',
  number: 'float',
  boolean: 'bool',
  null: 'None',
  object: 'Dict[str, Any]',
};

function literal(values: readonly unknown[]): string {
  const text = `Literal[${values.map((value) => (typeof value === 'string' ? quoted(value) : String(value))).join(', ')}]`;
  const isText = values.every((value) => typeof value === 'string');
  return isText && text.length <= LITERAL_CHARACTERS ? text : isText ? 'str' : 'Any';
}

function union(types: readonly string[]): string {
  const distinct = [...new Set(types)];
  // A choice of texts beside any text says nothing.
  const some = distinct.filter((type) => type !== 'None' && !(type.startsWith('Literal[') && types.includes('str')));
  const [only = 'None', second] = some;
  const joined = second === undefined ? only : some.includes('Any') ? 'Any' : `Union[${some.join(', ')}]`;
  return distinct.includes('None') && joined !== 'Any' ? `Optional[${joined}]` : joined;
}

/** A text as a Python literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}
