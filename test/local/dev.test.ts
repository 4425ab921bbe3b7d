import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Checkout, startCheckout } from '../support/checkout.ts';
import { until } from '../support/sites.ts';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await startCheckout(['--watch']);
}, 300_000);
afterAll(() => checkout?.remove());

/** Saves a file as editors do: another one takes its place. */
function edit(file: string, from: string, to: string): void {
  const place = path.join(checkout.dir, file);
  const text = readFileSync(place, 'utf8');
  expect(text).toContain(from);
  writeFileSync(`${place}.new`, text.replaceAll(from, to));
  renameSync(`${place}.new`, place);
}

/** Whether both sites answer a path with a text. While they are started again, they answer something else. */
const answerWith = (target: string, text: string) => async () => {
  const { sites, tokens } = checkout.stack();
  const headers = { authorization: `Bearer ${tokens.service}` };
  const asked = [sites.main, sites.observatory].map(async ({ url }) => (await fetch(url + target, { headers })).text());
  return (await Promise.all(asked)).every((body) => body.includes(text));
};
const LIMIT_MS = 120_000;

test('an edit of a function is what both sites answer with, and so is the next', async () => {
  edit('functions/site/info.ts', 'schema_version: SCHEMA_VERSION', 'schema_version: 1_234');
  await until(answerWith('/site/info', '"schema_version":1234'), LIMIT_MS);
  edit('functions/site/info.ts', 'schema_version: 1_234', 'schema_version: 5_678');
  await until(answerWith('/site/info', '"schema_version":5678'), LIMIT_MS);
}, 300_000);

test('an edit of what functions and gateway stand on is one of both', async () => {
  edit('lib/http/problem.ts', 'No endpoint answers', 'Nobody here answers');
  await until(answerWith('/nobody/serves/this', 'Nobody here answers'), LIMIT_MS);
  await until(answerWith('/site/info', '"schema_version":5678'), LIMIT_MS);
}, 300_000);
