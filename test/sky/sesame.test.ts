import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ResolverUnavailable, resolveName } from '../../lib/sky/sesame.ts';
import { type LocalSesame, type SesameMode, startSesame } from '../support/sesame.ts';

let sesame: LocalSesame;
beforeAll(async () => {
  sesame = await startSesame();
});
afterEach(() => sesame.mode('ok'));
afterAll(() => sesame.close());

const resolve = (name: string, timeout_ms = 5_000) => resolveName({ url: sesame.url, timeout_ms }, name);

/** What a name could not be resolved for. */
async function failure(answer: Promise<unknown>): Promise<Error> {
  const error = await answer.then(
    (found) => new Error(`answered ${JSON.stringify(found)}`),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ResolverUnavailable);
  return error as Error;
}

describe('a name that is known', () => {
  test('has its coordinates, its type, who knows it, and its other names, spaces straightened', async () => {
    expect(await resolve('Orion-KL')).toEqual({
      name: 'NAME Orion-KL',
      resolver: 'Simbad',
      ra_deg: 83.809,
      dec_deg: -5.372639,
      object_type: 'SFR',
      aliases: ['NAME KL Nebula', '[GR88] 15 & others'],
    });
  });

  test('is taken from the first database that has a place for it', async () => {
    expect(await resolve('NGC 253')).toMatchObject({
      name: 'NGC 0253',
      resolver: 'NED',
      dec_deg: -25.28822,
      aliases: [],
    });
  });

  test('is asked for as one name, whatever is in it', async () => {
    expect(await resolve('IRC+10216')).toMatchObject({ name: 'V* CW Leo', ra_deg: 146.98919 });
    expect(sesame.requests.at(-1)).toBe('/cgi-bin/nph-sesame/-oxpI/SNV?IRC%2B10216');
    expect(await resolve('nothing&Orion-KL')).toBeUndefined();
    expect(await resolve('a?b#c/../%41 ü\ud800')).toBeUndefined();
    expect(sesame.requests.at(-1)).toBe('/cgi-bin/nph-sesame/-oxpI/SNV?a%3Fb%23c%2F..%2F%2541%20%C3%BC%EF%BF%BD');
  });
});

test('a name nobody knows is undefined, and so is one whose coordinates are none', async () => {
  expect(await resolve('Xyzzy 123')).toBeUndefined();
  expect(await resolve('wrong')).toBeUndefined();
});

test('a name may be known to a database that could not be asked: that is not the same as unknown', async () => {
  sesame.mode('partial');
  await failure(resolve('Xyzzy 123'));
  expect(await resolve('Orion-KL')).toMatchObject({ resolver: 'Simbad' });
});

describe('a service that cannot be relied on is unavailable, in words of ours', () => {
  const MODES: [SesameMode, RegExp][] = [
    ['slow', /^Sesame did not answer: TimeoutError$/],
    ['broken', /^Sesame answered something that is not XML$/],
    ['other', /^Sesame answered something it does not document$/],
    ['errors', /^Sesame answered with status 500$/],
    ['redirects', /^Sesame answered with status 302$/],
    ['huge', /^Sesame answered more than 500000 bytes$/],
    ['drops', /^Sesame did not answer: [A-Z_]+$/],
    ['laughs', /^Sesame answered something it does not document$/],
  ];

  test.each(MODES)('when it is %s', async (mode, message) => {
    sesame.mode(mode);
    const asked = sesame.requests.length;
    const error = await failure(resolve('Orion-KL', mode === 'slow' ? 200 : 5_000));
    expect(error.message).toMatch(message);
    expect(error.cause).toBeUndefined();
    expect(sesame.requests).toHaveLength(asked + 1);
  });

  test('when nobody listens there', async () => {
    const gone = await startSesame();
    await gone.close();
    const error = await failure(resolveName({ url: gone.url, timeout_ms: 5_000 }, 'Orion-KL'));
    expect(error.message).toBe('Sesame did not answer: ECONNREFUSED');
  });
});
