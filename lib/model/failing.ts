import * as z from 'zod';
import type { AnyEntity } from './entity.ts';

/** A way in which records of an entity fail: while a column has a value. */
export interface Failing {
  entity: AnyEntity;
  column: string;
  value: string;
  /** What fails then, in a word. */
  what: string;
  /** The column that names the record for people. */
  name?: string;
  /** The column that says why it failed. */
  why?: string;
  /** A column that must be true: nobody minds that the others fail. */
  minded?: string;
}

/** One failure, of whichever kind. */
export const failure = z.object({
  kind: z.string().meta({ description: 'the kind of record, such as data_transfer' }),
  id: z.string().meta({ description: 'its id' }),
  what: z.string().meta({ description: 'what of it failed, such as moving or unpacking' }),
  name: z.string().nullable().meta({ description: 'its name, where it has one' }),
  why: z.string().nullable().meta({ description: 'why, in the words of whoever tried; null where nobody says' }),
  since: z.string().meta({ description: 'when it was last changed, UTC' }),
});
