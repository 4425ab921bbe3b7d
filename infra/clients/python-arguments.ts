import { type Json, KEY_HEADER, type Operation, resolved } from './operations.ts';
import { pythonType } from './python-type.ts';

/** One argument of a method of the Python client. */
export interface PythonArgument {
  name: string;
  /** Its name in the API. */
  wire: string;
  where: 'path' | 'query' | 'header' | 'body';
  type: string;
  is_required: boolean;
  /** Empty when there is nothing to say. */
  doc: string;
  /** What each entry of a list of objects has, a line each. */
  parts: string[];
}

/** What Python keeps for itself, and what every method has. */
const RESERVED = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return self try while with yield deadline_s body'.split(
    ' ',
  ),
);

/**
 * The arguments of an operation, those that must be given first: parameters, and the fields of the body. A body that is no
 * plain object is one argument `body`. Where two have the same name, the later one says where it belongs.
 */
export function argumentsOf(document: Json, { parameters, body }: Operation): PythonArgument[] {
  const given = parameters.map(({ name: wire, where, is_required, doc, schema }): PythonArgument => {
    const one = schema.type === 'array' ? ((schema.items ?? {}) as Json) : schema;
    const type = pythonType(document, one);
    // The module says what the key is for.
    const said = wire === KEY_HEADER ? '' : (doc ?? docOf(document, one));
    return {
      name: '',
      wire,
      where,
      type: one === schema ? type : `OneOrMore[${type}]`,
      is_required,
      doc: said,
      parts: [],
    };
  });
  const all = [...given, ...bodyArguments(document, body)];
  const used = new Set<string>();
  const named = all.map((arg) => {
    const plain = arg.wire === KEY_HEADER ? 'idempotency_key' : arg.wire.toLowerCase().replaceAll(/\W/g, '_');
    const name = arg.name || (used.has(plain) ? `${plain}_${arg.where}` : RESERVED.has(plain) ? `${plain}_` : plain);
    if (used.has(name)) throw new TypeError(`two arguments ${name}`);
    used.add(name);
    return { ...arg, name };
  });
  const [required, optional] = [true, false].map((must) => named.filter((arg) => arg.is_required === must));
  return withoutRepetition([...(required ?? []), ...(optional ?? []).sort(keyLast)]);
}

const keyLast = (a: PythonArgument, b: PythonArgument) => Number(a.wire === KEY_HEADER) - Number(b.wire === KEY_HEADER);

function bodyArguments(document: Json, body: Json | undefined): PythonArgument[] {
  if (body === undefined) return [];
  const { type, properties, required = [], additionalProperties } = body;
  const is_plain = type === 'object' && properties !== undefined && additionalProperties === false;
  if (!is_plain) {
    const whole = { wire: 'body', where: 'body', type: pythonType(document, body), is_required: true } as const;
    return [{ ...whole, name: 'body', doc: docOf(document, body), parts: partsOf(document, body) }];
  }
  return Object.entries(properties as Record<string, Json>).map(([wire, schema]) => ({
    name: '',
    wire,
    where: 'body',
    type: pythonType(document, schema),
    is_required: (required as string[]).includes(wire),
    doc: docOf(document, schema),
    parts: partsOf(document, schema),
  }));
}

/** The fields of the objects in a list. */
function partsOf(document: Json, schema: Json): string[] {
  const { type, items } = resolved(document, schema);
  if (type !== 'array') return [];
  const { properties = {}, required = [] } = resolved(document, items as Json);
  return Object.entries(properties as Record<string, Json>).map(([name, one]) => {
    const optional = (required as string[]).includes(name) ? '' : ', optional';
    return `${name} (${pythonType(document, one)}${optional}): ${docOf(document, one)}`.trimEnd();
  });
}

/** What a schema says of itself, or its first alternative that says something. */
function docOf(document: Json, schema: Json): string {
  const { description, anyOf = [], oneOf = [] } = resolved(document, schema);
  if (typeof description === 'string') return description;
  return (
    [...(anyOf as Json[]), ...(oneOf as Json[])].map((one) => docOf(document, one)).find((doc) => doc !== '') ?? ''
  );
}

/** The same said twice is said where it comes first; the bounds of a range are named after what they bound. */
function withoutRepetition(args: readonly PythonArgument[]): PythonArgument[] {
  const said = new Set<string>();
  const names = new Set(args.map(({ wire }) => wire));
  return args.map((arg) => {
    const bounds = arg.wire.replace(/_(gte|lt)$/, '');
    const is_new = arg.doc !== '' && !said.has(arg.doc) && (bounds === arg.wire || !names.has(bounds));
    said.add(arg.doc);
    return is_new ? arg : { ...arg, doc: '' };
  });
}
