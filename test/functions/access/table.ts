import { readFileSync } from 'node:fs';

/** What the table of docs/access.md says of one endpoint: a column each. */
export type Granted = Record<'admin' | 'observer' | 'viewer' | 'service' | 'signed in' | 'public', boolean>;

const page = readFileSync(new URL('../../../docs/access.md', import.meta.url), 'utf8');
const [head = [], , ...rows] = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()));

/**
 * The committed table, read as the people who review it read it: by endpoint (`METHOD /path/{parameter}`). It is kept current by
 * test/tidy/generated.test.ts, so that a wrong grant shows in a diff and not only in the code that grants it.
 */
export const access: ReadonlyMap<string, Granted> = new Map(
  rows.map((cells) => {
    const columns = head.map((name, index): [string, boolean] => [name, cells[index] === '✓']);
    return [cells[1] ?? '', Object.fromEntries(columns) as Granted];
  }),
);
