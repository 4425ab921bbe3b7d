import * as z from 'zod';

/**
 * A shape as JSON Schema 2020-12: as it is sent in a body, as it is answered, or as it travels in a text (path, query),
 * where a number that is read from the text is described as a number. What is normalised on its way in has the same form
 * on its way out. Whatever JSON Schema cannot say is left open.
 */
export function jsonSchema(shape: z.ZodType, travels: 'body' | 'answer' | 'text'): Json {
  return convert(shape, travels === 'answer' ? 'output' : 'input', ({ zodSchema, jsonSchema: made }) => {
    const { def } = zodSchema._zod;
    if (def.type !== 'pipe' || travels === 'body') return;
    if (travels === 'answer') {
      if (made.type === undefined)
        Object.assign(made, { ...convert((def as z.core.$ZodPipeDef).in, 'input'), ...made });
      return;
    }
    const read = convert(zodSchema, 'output');
    if (read.type !== 'integer' && read.type !== 'number') return;
    delete made.pattern;
    delete made.format;
    Object.assign(made, read);
  });
}

/** A JSON object. */
export type Json = Record<string, unknown>;

type Override = NonNullable<z.core.ToJSONSchemaParams['override']>;

function convert(shape: z.core.$ZodType, io: 'input' | 'output', override: Override = () => {}): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any', override });
  return schema;
}
