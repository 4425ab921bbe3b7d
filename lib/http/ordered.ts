import { Problem } from '../kernel/problem.ts';
import type { Row } from '../model/entity.ts';

/** Problem `request.invalid`, naming the upper end, when the two ends of a range are both there and the wrong way round. */
export function refuseUpsideDown(row: Row, lower: string, upper: string): void {
  const [low, high] = [row[lower], row[upper]];
  if (typeof low !== 'number' || typeof high !== 'number' || low <= high) return;
  const detail = `${high} lies below ${lower}, which is ${low}`;
  throw new Problem('request.invalid', `${upper}: ${detail}`, { errors: [{ in: 'body', field: upper, detail }] });
}
