import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fastify } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { metrics } from '../../infra/gateway/metrics.ts';
import { SITE_METRICS } from '../../infra/gateway/site-metrics.ts';
import { openSite } from '../../lib/flow/site.ts';
import { parseConfig } from '../../lib/kernel/config.ts';
import { silentLog } from '../../lib/kernel/log.ts';
import { type Family, parseExposition } from './exposition.ts';
import { metricsIn } from './promql.ts';
import { gatewayConfig } from './support-gateway.ts';

const FOLDER = new URL('../../infra/monitoring/', import.meta.url);
const DOCS = new URL('../../docs/', import.meta.url).pathname;
const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');
const page = readFileSync(path.join(DOCS, 'monitoring.md'), 'utf8');

let exported: Map<string, Family>;
beforeAll(async () => {
  const nowhere = 'postgres://nobody@127.0.0.1:1/none';
  const settings = { SITE_NAME: 'test', SITE_TYPE: 'main', MAIN_DATABASE_URL: nowhere, LOCAL_DATABASE_URL: nowhere };
  const site = openSite(parseConfig(settings), { log: silentLog });
  const app = fastify();
  await app.register(metrics, { site, config: gatewayConfig() });
  exported = parseExposition((await app.inject('/metrics')).payload);
  await app.close();
  await site.close();
});

/** The metrics some expressions name, without those Prometheus makes itself; those of a histogram under its name. */
const named = (expressions: readonly string[]) =>
  new Set(
    expressions
      .flatMap(metricsIn)
      .filter((name) => name !== 'up')
      .map((name) => name.replace(/_(bucket|sum|count)$/, '')),
  );
const expectExported = (expressions: readonly string[]) =>
  expect([...named(expressions)].filter((name) => !exported.has(name))).toEqual([]);

/** The headings of a page as GitHub links to them. */
const anchorsOf = (file: string) =>
  [...readFileSync(path.join(DOCS, file), 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const duration = z.string().regex(/^(\d+(ms|[smhdwy]))+$/);
const template = z
  .string()
  .refine(
    (text) => text.replaceAll(/\{\{ \$(value|labels\.\w+)( \| humanize\w*)? \}\}/g, '').match(/\{\{|\}\}/) === null,
  );
/** Source: Prometheus, "Alerting rules" and "Recording rules". */
const rules = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^OpsDb[A-Za-z]+$/),
          expr: z.string(),
          for: duration,
          labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
          annotations: z.strictObject({
            summary: template,
            description: template,
            runbook: z.string().regex(/^docs\/operations\.md#[\w-]+$/),
          }),
        }),
      ),
    }),
  ),
});

test.each([
  'rte(ops_db_durable[5m])',
  'sum by (sites) (ops_db_durable)',
  'ops_db_durable{site="a"',
  'rate(ops_db_durable[5m)',
  'ops_db_durable ~ 1',
  '1',
])('%s would be found out', (expression) => {
  expect(() => metricsIn(expression)).toThrow();
});

describe('the alert rules', () => {
  const all = rules.parse(parse(read('alerts.yml'))).groups.flatMap((group) => group.rules);

  test('speak of metrics the gateway has, each alert once, and each says where to read on', () => {
    expectExported(all.map(({ expr }) => expr));
    expect(new Set(all.map(({ alert }) => alert)).size).toBe(all.length);
    const anchors = anchorsOf('operations.md');
    expect(anchors).toContain('dead-letters');
    expect(
      all.map(({ annotations }) => annotations.runbook.split('#')[1]).filter((one) => !anchors.includes(one ?? '')),
    ).toEqual([]);
  });

  test('what a rule tells of its labels, its result has', () => {
    for (const { alert, expr, annotations } of all) {
      const told = [
        ...Object.values(annotations)
          .join(' ')
          .matchAll(/\$labels\.(\w+)/g),
      ].map(([, label = '']) => label);
      const [, kept] = /^sum by \(([^)]*)\)/.exec(expr) ?? [];
      const has = kept?.split(', ') ?? (expr.startsWith('up') ? ['instance', 'job'] : ['site', 'slot']);
      expect([alert, told.filter((label) => !has.includes(label))]).toEqual([alert, []]);
    }
  });

  test('are those of the page, in its order, with the section each names', () => {
    const rows = [...page.matchAll(/^\| `(OpsDb\w+)` \|.*\(operations\.md(#[\w-]+)\) \|$/gm)];
    expect(rows.map(([, alert, anchor]) => [alert, `docs/operations.md${anchor}`])).toEqual(
      all.map(({ alert, annotations }) => [alert, annotations.runbook]),
    );
  });
});

test('the example of a scrape names the rules that are there and the job they speak of', () => {
  const config = z
    .strictObject({
      global: z.strictObject({ scrape_interval: duration, evaluation_interval: duration }),
      rule_files: z.array(z.string()),
      scrape_configs: z.array(
        z.strictObject({
          job_name: z.string(),
          static_configs: z.array(z.strictObject({ targets: z.array(z.string().regex(/^[\w.-]+:\d+$/)) })),
        }),
      ),
    })
    .parse(parse(read('prometheus.yml')));
  for (const file of config.rule_files) expect(rules.safeParse(parse(read(file))).success).toBe(true);
  expect(read('alerts.yml')).toContain(`up{job="${config.scrape_configs[0]?.job_name}"}`);
});

const source = z.strictObject({ type: z.literal('prometheus'), uid: z.literal('$datasource') });
const place = z.strictObject({ x: z.int().min(0), y: z.int().min(0), w: z.int().min(1).max(24), h: z.int().min(1) });
const row = z.strictObject({
  id: z.int(),
  type: z.literal('row'),
  title: z.string(),
  collapsed: z.literal(false),
  gridPos: place,
  panels: z.tuple([]),
});
const drawn = z.strictObject({
  id: z.int(),
  type: z.enum(['stat', 'timeseries']),
  title: z.string(),
  description: z.string(),
  gridPos: place,
  datasource: source,
  targets: z.array(
    z.strictObject({
      refId: z.string().regex(/^[A-Z]$/),
      datasource: source,
      expr: z.string(),
      legendFormat: z.string(),
    }),
  ),
  fieldConfig: z.strictObject({
    defaults: z.strictObject({
      unit: z.enum(['short', 's', 'bytes', 'percentunit', 'ops', 'reqps']),
      min: z.literal(0),
      max: z.number().optional(),
      thresholds: z.strictObject({
        mode: z.literal('absolute'),
        // The first is that of everything below the second.
        steps: z.tuple(
          [z.strictObject({ color: z.string(), value: z.null() })],
          z.strictObject({ color: z.string(), value: z.number() }),
        ),
      }),
      mappings: z.array(
        z.strictObject({
          type: z.literal('value'),
          options: z.record(z.string(), z.strictObject({ text: z.string(), index: z.int() })),
        }),
      ),
      custom: z
        .strictObject({
          fillOpacity: z.number(),
          showPoints: z.enum(['never', 'auto', 'always']),
          spanNulls: z.boolean(),
        })
        .optional(),
    }),
    overrides: z.tuple([]),
  }),
  options: z.record(z.string(), z.unknown()),
});
/** Source: Grafana, "Dashboard JSON model". */
const dashboard = z.object({
  uid: z.string().max(40),
  title: z.string(),
  schemaVersion: z.int().min(36),
  panels: z.array(z.discriminatedUnion('type', [row, drawn])),
  templating: z.strictObject({
    list: z.tuple([
      z.looseObject({ name: z.literal('datasource'), type: z.literal('datasource'), query: z.literal('prometheus') }),
      z.looseObject({ name: z.literal('site'), type: z.literal('query'), datasource: source, definition: z.string() }),
    ]),
  }),
});

describe('the dashboard', () => {
  const { panels, templating } = dashboard.parse(JSON.parse(read('dashboard.json')));
  const expressions = panels.flatMap((panel) => (panel.type === 'row' ? [] : panel.targets.map(({ expr }) => expr)));

  test('shows every metric of the site, by site, and no other', () => {
    expectExported([...expressions, templating.list[1].definition.replace(/, site\)/, ')')]);
    const own = [...exported.keys()].filter((name) => !name.startsWith('ops_db_gateway_'));
    expect(own.filter((name) => !named(expressions).has(name))).toEqual([]);
    expect(expressions.filter((expr) => !expr.includes('{site=~"$site"}'))).toEqual([]);
  });

  test('no panel lies on another, each has a number of its own', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
  });
});

test('the page has every metric, as it says itself what it is', () => {
  const rows = [...page.matchAll(/^\| `(ops_db_\w+)` \| (.*?) \| (.*?) ?\|$/gm)].map(([, name, help]) => [name, help]);
  const own = [...exported.values()].filter(({ name }) => !name.startsWith('ops_db_gateway_'));
  expect(rows.sort()).toEqual(own.map(({ name, help }) => [name, help]).sort());
  expect(SITE_METRICS.length).toBeGreaterThan(10);
});
