import { Problem } from '../kernel/problem.ts';

/**
 * Runs a submission of several records made from one body, and names the fields of its problems as the body does: without
 * the number of the step, and columns of the other records by the field they come from.
 */
export async function inBody<Result>(
  fields: Readonly<Record<string, string>>,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Problem) || error.errors.length === 0) throw error;
    const errors = error.errors.map(({ field, ...rest }) => {
      const column = field.replace(/^\d+\./, '');
      return { ...rest, field: fields[column] ?? column };
    });
    throw new Problem(error.code, error.message, { ...error.members, errors });
  }
}
