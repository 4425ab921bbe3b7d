import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { endpoints } from './endpoints.ts';

test.each(endpoints)(
  '$title has a test file of its own that names it and the codes it can answer',
  ({ file, title, declared }) => {
    const test = new URL(file.replace(/\.ts$/, '.test.ts'), import.meta.url);
    expect(existsSync(test), `missing: test/functions/${file.replace(/\.ts$/, '.test.ts')}`).toBe(true);
    const source = readFileSync(test, 'utf8');
    expect(source).toContain(`describe('${title}'`);
    for (const status of Object.keys(declared.answers)) expect(source).toContain(`describe('${status}'`);
  },
);

test('no two endpoints answer the same method and path', () => {
  const titles = endpoints.map(({ title }) => title);
  expect(titles).toEqual([...new Set(titles)]);
});
