import { JSON_MEDIA, type Json, type Operation, resolved } from './operations.ts';
import { pythonType } from './python-type.ts';

/** What a method returns; of several media types the call itself says which. */
export function answerType(document: Json, { media, results, answers }: Operation): string {
  if (media.length === 0) return answers.length === 0 ? 'None' : 'Answer';
  if (media.every((type) => type.startsWith('text/'))) return 'AnswerText';
  const types = new Set(results.map((schema) => returned(pythonType(document, schema))));
  const [only = 'Any', second] = types;
  return second === undefined && media.length === 1 ? only : 'Any';
}

function returned(type: string): string {
  if (type === 'Dict[str, Any]') return 'Answer';
  return type.startsWith('List[') ? 'AnswerList' : type;
}

/** The names in what is answered, in the form of JSON; empty when there is nothing to name. */
export function answerDoc(document: Json, { results }: Operation): string {
  const [first] = results.map((schema) => names(document, schema, 2)).filter((text) => text !== '');
  return first === undefined ? '' : `Answers ${first}.`;
}

/** Of an object its names, of those of a list also what is in its entries. */
function names(document: Json, schema: Json, depth: number): string {
  const { properties, items, type } = resolved(document, schema);
  if (depth === 0) return '';
  if (type === 'array') {
    const inside = names(document, (items ?? {}) as Json, depth);
    return inside === '' ? '' : `[${inside}]`;
  }
  if (properties === undefined) return '';
  const entries = Object.entries(properties as Record<string, Json>).map(([name, one]) => {
    const inside = resolved(document, one).type === 'array' ? names(document, one, depth - 1) : '';
    return inside === '' ? name : `${name}: ${inside}`;
  });
  return `{${entries.join(', ')}}`;
}

/** The types to ask for: JSON wherever there is JSON. */
export function isJson({ media }: Operation): boolean {
  return media.every((type) => type === JSON_MEDIA);
}
