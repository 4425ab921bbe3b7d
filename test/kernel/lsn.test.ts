import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatLsn, lsnScore, parseLsn } from '../../lib/kernel/lsn.ts';

const lsn = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

test('positions compare as numbers, not as text', () => {
  const ascending = [
    '0/0',
    '0/9',
    '0/10',
    '0/A0',
    '0/FFFFFFFF',
    '1/0',
    '9/FFFFFFFF',
    'A/0',
    '10/0',
    'FFFFFFFF/FFFFFFFF',
  ];
  const numbers = ascending.map(parseLsn);
  for (const [index, number] of numbers.entries())
    if (index > 0) expect(number > (numbers[index - 1] ?? -1n)).toBe(true);
});

test('a position is one 64-bit number: the left half counts 4 GiB', () => {
  expect(parseLsn('16/B374D848')).toBe(0x16b374d848n);
  expect(parseLsn('FFFFFFFF/FFFFFFFF')).toBe(2n ** 64n - 1n);
  expect(parseLsn('0/0')).toBe(0n);
});

test('every position is written as PostgreSQL writes it and read back', () => {
  fc.assert(
    fc.property(lsn, (number) => {
      expect(formatLsn(number)).toMatch(/^(0|[1-9A-F][0-9A-F]*)\/(0|[1-9A-F][0-9A-F]*)$/);
      expect(parseLsn(formatLsn(number))).toBe(number);
      expect(parseLsn(formatLsn(number).toLowerCase())).toBe(number);
    }),
  );
});

test.each(['', '0', '/', '0/', '/0', '0/123456789', '123456789/0', '0x1/0', '-1/0', ' 0/0', '0/0 ', '0/G', '0/0/0'])(
  '%j is no position',
  (text) => expect(() => parseLsn(text)).toThrow(RangeError),
);

test('scores keep the order of positions and tell neighbouring ones apart, as far as Redis counts exactly', () => {
  const small = fc.bigInt({ min: 0n, max: 2n ** 53n - 1n });
  fc.assert(
    fc.property(small, small, (a, b) => {
      expect(Math.sign(lsnScore(a) - lsnScore(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
  );
});
