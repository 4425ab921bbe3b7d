import * as z from 'zod';

/** A list of known names in a query, by commas or repeated. */
export function names(known: readonly string[], description: string) {
  return z
    .union([z.string().transform((one) => [one]), z.array(z.string())])
    .transform((texts) => texts.flatMap((text) => text.split(',')))
    .refine((asked) => asked.every((name) => known.includes(name)), `must be of ${known.join(', ')}`)
    .meta({ description: `${description}, by commas: ${known.join(', ')}` });
}
