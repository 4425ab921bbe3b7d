import { BUFFER, type Drawn, NOW, REPLICATION, REQUESTS } from './dashboard-panels.ts';

const SOURCE = { type: 'prometheus', uid: '$datasource' };
/** Grafana's grid has 24 columns. */
const WIDTH = 24;

/** The dashboard of all sites as Grafana imports it. Source: Grafana, "Dashboard JSON model". */
export function dashboard(): object {
  const panels: object[] = [];
  let y = 0;
  const add = (title: string, type: 'stat' | 'timeseries', drawn: readonly Drawn[], size: { w: number; h: number }) => {
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title,
      collapsed: false,
      gridPos: { x: 0, y, w: WIDTH, h: 1 },
      panels: [],
    });
    y += 1;
    const in_row = Math.floor(WIDTH / size.w);
    for (const [index, one] of drawn.entries()) {
      const gridPos = { x: (index % in_row) * size.w, y: y + Math.floor(index / in_row) * size.h, ...size };
      panels.push({ id: panels.length + 1, type, ...panel(one, type), gridPos });
    }
    y += Math.ceil(drawn.length / in_row) * size.h;
  };
  add('Now', 'stat', NOW, { w: 4, h: 5 });
  add('Buffer', 'timeseries', BUFFER, { w: 8, h: 8 });
  add('Replication', 'timeseries', REPLICATION, { w: 8, h: 8 });
  add('Requests', 'timeseries', REQUESTS, { w: 8, h: 8 });
  return {
    uid: 'ops-db-sites',
    title: 'ops-db: the sites',
    tags: ['ops-db'],
    schemaVersion: 39,
    version: 1,
    editable: true,
    timezone: 'utc',
    time: { from: 'now-6h', to: 'now' },
    refresh: '30s',
    templating: { list: variables() },
    annotations: { list: [] },
    links: [],
    panels,
  };
}

function panel({ title, doc, lines, unit = 'short', max, steps, words }: Drawn, type: 'stat' | 'timeseries'): object {
  const thresholds = {
    mode: 'absolute',
    steps: (steps ?? [['green', null]]).map(([color, value]) => ({ color, value })),
  };
  const named = Object.fromEntries((words ?? []).map((text, value) => [String(value), { text, index: value }]));
  const mappings = words === undefined ? [] : [{ type: 'value', options: named }];
  const custom = type === 'timeseries' ? { custom: { fillOpacity: 10, showPoints: 'never', spanNulls: false } } : {};
  return {
    title,
    description: doc,
    datasource: SOURCE,
    targets: lines.map(([expr, legendFormat], index) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + index),
      datasource: SOURCE,
      expr,
      legendFormat,
    })),
    fieldConfig: {
      defaults: { unit, min: 0, ...(max === undefined ? {} : { max }), thresholds, mappings, ...custom },
      overrides: [],
    },
    options:
      type === 'stat'
        ? {
            reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
            colorMode: 'background',
            textMode: 'value_and_name',
          }
        : {
            legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
            tooltip: { mode: 'multi', sort: 'desc' },
          },
  };
}

function variables(): object[] {
  const query = 'label_values(ops_db_recording, site)';
  return [
    { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus', refresh: 1, hide: 0 },
    {
      name: 'site',
      label: 'Site',
      type: 'query',
      datasource: SOURCE,
      definition: query,
      query: { query, refId: 'site' },
      refresh: 2,
      sort: 1,
      multi: true,
      includeAll: true,
      hide: 0,
    },
  ];
}
