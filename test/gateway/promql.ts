import { expect } from 'vitest';

const FUNCTIONS = new Set(['rate', 'sum', 'topk', 'histogram_quantile', 'label_values']);
const WORDS = new Set(['and', 'or', 'unless', 'on', 'by']);
const LABELS = new Set(['site', 'slot', 'method', 'route', 'status', 'le', 'job', 'instance']);

/**
 * The metrics an expression names. It must be built of the functions, words and labels used here and nothing else, with all its
 * brackets. Source: Prometheus, "Querying basics" and "Operators".
 */
export function metricsIn(expression: string): string[] {
  const open: string[] = [];
  const found: string[] = [];
  let is_of_labels = false;
  // A text, a duration, a number, a word, an operator, a bracket.
  const tokens =
    expression.match(/"[^"]*"|\d+[smhd]\b|\d+(\.\d+)?|[A-Za-z_:][\w:]*|=~|!=|==|<=|>=|[-+*/<>=,]|[()[\]{}]|\S/g) ?? [];
  for (const [index, token] of tokens.entries()) {
    if (/^[([{]$/.test(token)) {
      is_of_labels ||= token === '{' || /^(on|by)$/.test(tokens[index - 1] ?? '');
      open.push(token);
    } else if (/^[)\]}]$/.test(token)) {
      expect(`${open.pop()}${token}`, expression).toMatch(/^(\(\)|\[\]|\{\})$/);
      is_of_labels = false;
    } else if (/^[A-Za-z_]/.test(token)) {
      if (is_of_labels) expect(LABELS, `${token} in ${expression}`).toContain(token);
      else if (FUNCTIONS.has(token)) expect(tokens[index + 1], expression).toMatch(/^(\(|by)$/);
      else if (!WORDS.has(token) && tokens[index + 1] === '(') expect.fail(`no function: ${token} in ${expression}`);
      else if (!WORDS.has(token)) found.push(token);
    } else expect(token, expression).toMatch(/^("|\d|[-+*/<>=,!])/);
  }
  expect([open, found.length > 0], expression).toEqual([[], true]);
  return found;
}
