import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CONFIG_KEYS } from '../../lib/kernel/config.ts';
import { endpoints } from '../functions/endpoints.ts';
import { ROOT } from './sources.ts';

const pages = ['README.md', ...readdirSync(path.join(ROOT, 'docs')).map((name) => `docs/${name}`)].map((file) => ({
  file,
  text: readFileSync(path.join(ROOT, file), 'utf8'),
}));

/** Everything a page names in this form. */
const named = (text: string, form: RegExp) => [...text.matchAll(form)].map(([, name = '']) => name);

const security = pages.find(({ file }) => file === 'docs/security.md')?.text ?? '';

test.each(pages)('every test and every page that $file names is there', ({ file, text }) => {
  const files = named(text, /\b(test\/[\w/.-]+\.ts)\b/g);
  const links = named(text, /\]\((?!https?:)([^)#]+)/g).map((link) => path.join(path.dirname(file), link));
  expect(text).not.toBe('');
  expect([...files, ...links].filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
});

test('the security page has a row for each of the ten threats, and each names a test that shows it', () => {
  const rows = security.split('\n').filter((line) => /^\| API\d+ /.test(line));
  expect(rows.map((row) => /API\d+/.exec(row)?.[0])).toEqual(
    Array.from({ length: 10 }, (_, index) => `API${index + 1}`),
  );
  for (const row of rows) expect(named(row, /`(test\/[\w/.-]+\.test\.ts)`/g), row).not.toEqual([]);
});

test('the settings and endpoints the security page names are those there are', () => {
  const settings = named(security, /`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|DEVELOPMENT)`/g);
  expect(settings).toContain('SESSION_KEYS');
  expect(settings.filter((name) => !CONFIG_KEYS.includes(name))).toEqual([]);
  const titles = named(security, /`((?:GET|POST|PUT|PATCH|DELETE) \/[^`]*)`/g);
  expect(titles).toContain('POST /auth/code');
  expect(titles.filter((title) => !endpoints.some((endpoint) => endpoint.title === title))).toEqual([]);
});
