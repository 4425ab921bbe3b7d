import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { prepareDatabase } from '../../infra/database/prepare.ts';
import { nightsOf, SEASON_BASE, type Season } from '../../infra/database/season.ts';
import { CATALOGUE, insertCatalogue } from '../../infra/database/seed.ts';
import { type WrittenNight, writeSeason } from '../../infra/database/write-season.ts';
import { catalogue } from '../../lib/entities/catalogue.ts';
import { call } from '../support/api.ts';
import { made, SEASON } from '../support/season.ts';
import { openPool, openSites, type Sites } from '../support/sites.ts';

/** Long enough for the first night to be asked for again. */
const season: Season = { ...SEASON, nights: 9, files_per_night: 200 };
const written = catalogue.filter(({ name }) => made({ ...season, nights: 9 })[name]?.length).map(({ name }) => name);

let sites: Sites;
const open: { end(): Promise<void> }[] = [];
beforeAll(async () => {
  sites = await openSites(inject('servers'));
});
afterAll(async () => {
  await Promise.all(open.map((each) => each.end()));
  await sites.close();
});

/** The owner's connections to the database of some sites. */
function owner(of: Sites): pg.Pool {
  const url = new URL(of.main.config.MAIN_DATABASE_URL);
  url.username = 'postgres';
  const pool = openPool({ connectionString: url.href, options: '-c timezone=UTC', application_name: 'season' });
  open.push(pool);
  return pool;
}

async function write(pool: pg.Pool, given: Season = season): Promise<WrittenNight[]> {
  const nights: WrittenNight[] = [];
  for await (const night of writeSeason(pool, given)) nights.push(night);
  return nights;
}

/** How many rows a table of the season has, and a digest of all they say. */
async function contents(of: Sites): Promise<Record<string, unknown>> {
  const rows = written.map(async (table) => {
    const [found] = await of.sqlOnMain(
      `select count(*)::int, md5(string_agg(t::text, ',' order by id)) as digest from "${table}" as t`,
    );
    return [table, found] as const;
  });
  return Object.fromEntries(await Promise.all(rows));
}

describe('a season', () => {
  test('is in the database as it was made up, and both sites answer with it', async () => {
    const nights = await write(owner(sites));
    expect(nights.map(({ night }) => night.date)).toEqual(nightsOf(season).map(({ date }) => date));
    const rows = made(season);
    const counts = Object.fromEntries(written.map((table) => [table, { count: rows[table]?.length }]));
    expect(await contents(sites)).toMatchObject(counts);
    for (const { rows: of, inserted } of nights) {
      expect(inserted).toBe(Object.values(of).reduce((sum, count) => sum + count, 0));
      expect(inserted).toBeGreaterThan(2_000);
    }
    await sites.replayed();
    const lists = [sites.main, sites.observatory].map((at) => call(at, 'GET', '/executed_obs_units?status=running'));
    for (const { body } of await Promise.all(lists))
      expect(body.items).toEqual([
        expect.objectContaining({ id: rows.executed_obs_unit?.at(-1)?.id, status: 'running' }),
      ]);
  });

  test('written again adds nothing and changes nothing', async () => {
    const before = await contents(sites);
    const nights = await write(owner(sites));
    expect(nights.map(({ inserted }) => inserted)).toEqual(Array(season.nights).fill(0));
    expect(await contents(sites)).toEqual(before);
  });

  test('interrupted in the middle it has whole nights only, and written again it is complete', async () => {
    const broken = await openSites(inject('servers'));
    try {
      const pool = owner(broken);
      const name = new URL(broken.main.config.MAIN_DATABASE_URL).pathname.slice(1);
      const open_to_all = (is: boolean) => sites.sqlOnMain(`alter database ${name} with allow_connections ${is}`);
      const interrupted = async () => {
        for await (const { night } of writeSeason(pool, season)) {
          if (night.date !== nightsOf(season)[1]?.date) continue;
          // Everything that is being written at this moment, and whatever would come after it.
          await open_to_all(false);
          const ended = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'season' and datname = $1`;
          await sites.sqlOnMain(ended, [name]);
        }
      };
      await expect(interrupted()).rejects.toThrow(/terminat|closed|not currently accepting|not queryable/i);
      await open_to_all(true);
      const nights = `select (start_time - interval '16 hours')::date::text as date, count(*)::int from executed_obs_unit group by 1 order by 1`;
      const [found, whole] = await Promise.all([broken, sites].map((of) => of.sqlOnMain(nights)));
      expect(found?.length).toBeGreaterThanOrEqual(2);
      expect(found?.length).toBeLessThan(season.nights);
      for (const night of found ?? []) expect(whole).toContainEqual(night);
      await write(owner(broken));
      expect(await contents(broken)).toEqual(await contents(sites));
    } finally {
      await broken.close();
    }
  });
});

describe('where people have made records before', () => {
  const NAME = 'peopled';
  const url = () => {
    const own = new URL(inject('servers').main_database);
    own.pathname = `/${NAME}_${sites.main.config.MAIN_DATABASE_URL.split('/').at(-1)}`;
    return own;
  };
  let pool: pg.Pool;
  beforeAll(async () => {
    await sites.sqlOnMain(`create database ${url().pathname.slice(1)}`);
    await prepareDatabase(url().href);
    pool = openPool({ connectionString: url().href, options: '-c timezone=UTC' });
    await pool.query(`insert into "user" (username) values ('observer')`);
    await pool.query(`insert into site (short_name, name) values ('elsewhere', 'Elsewhere'), ('cologne', 'Köln')`);
    await pool.query(`insert into source (name, type) values ('Saturn', 'solar_system_object')`);
    await pool.query(`insert into solar_system_object (id, body) select id, name from source`);
  });
  afterAll(async () => {
    await pool.end();
    await sites.sqlOnMain(`drop database ${url().pathname.slice(1)} with (force)`);
  });
  const rows = async (sql: string) => (await pool.query(sql)).rows;

  test('they are kept and used, and the catalogue takes other numbers', async () => {
    const { rows: users } = await pool.query(`select id from "user"`);
    await write(pool, { ...season, nights: 1, requested_by: users[0]?.id });
    expect(await rows('select id, short_name, name from site where id < 3 order by id')).toEqual([
      { id: 1, short_name: 'elsewhere', name: 'Elsewhere' },
      { id: 2, short_name: 'cologne', name: 'Köln' },
    ]);
    const places = await rows(
      `select l.name, s.short_name as site from data_location l join site s on s.id = l.site_id`,
    );
    const sites_by_id = new Map(CATALOGUE.site?.map(({ id, short_name }) => [id, short_name]));
    const wanted = CATALOGUE.data_location?.map(({ name, site_id }) => ({ name, site: sites_by_id.get(site_id) }));
    expect(new Set(places.map((each) => JSON.stringify(each)))).toEqual(
      new Set(wanted?.map((each) => JSON.stringify(each))),
    );
    expect(await rows(`select count(*)::int from source where name = 'Saturn'`)).toEqual([{ count: 1 }]);
    const named = await rows(
      `select count(*)::int from obs_unit u join source s on s.id = u.source_id where u.name like s.name || ' %' and u.name like 'Saturn %'`,
    );
    const units = SEASON_BASE.obs_unit?.filter(({ name }) => String(name).startsWith('Saturn '));
    expect(named).toEqual([{ count: units?.length }]);
  });

  test('inserted again the catalogue changes nothing', async () => {
    const tables = Object.keys(CATALOGUE);
    const counts = () => Promise.all(tables.map((table) => rows(`select count(*)::int, max(id) from "${table}"`)));
    const before = await counts();
    const client = await pool.connect();
    await insertCatalogue(client);
    client.release();
    expect(await counts()).toEqual(before);
    // And the next record somebody makes has a number of its own.
    const [made_now] = await rows(`insert into site (short_name, name) values ('new', 'New') returning id`);
    expect(made_now?.id).toBeGreaterThan(4);
  });
});
