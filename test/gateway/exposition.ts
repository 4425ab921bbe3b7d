import { expect } from 'vitest';

/** One line of a scrape. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** One metric of a scrape: what it says of itself, and its lines. */
export interface Family {
  name: string;
  type: string;
  help: string;
  samples: Sample[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = `[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"`;
const SAMPLE = new RegExp(`^(${NAME})(?:\\{((?:${LABEL})(?:,${LABEL})*)\\})? (\\S+)$`);
/** What Go's ParseFloat takes, which is how the format is defined. */
const VALUE = /^([+-]?(\d+(\.\d+)?(e[+-]?\d+)?|inf)|nan)$/i;

/**
 * The metrics of a scrape, by name. As strict as Prometheus' own parser and `promtool check metrics`: a HELP and a TYPE line before the
 * samples, one block for each metric, no series twice, histograms whole. Source: "Exposition formats", text format 0.0.4.
 */
export function parseExposition(text: string): Map<string, Family> {
  expect(text.endsWith('\n'), 'the last line must end').toBe(true);
  const families = new Map<string, Family>();
  const series = new Set<string>();
  let current: Family | undefined;
  let help: [name: string, text: string] | undefined;
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, keyword, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (keyword === 'HELP') {
      help = [name, rest];
    } else if (keyword === 'TYPE') {
      expect([help?.[0], families.has(name)], line).toEqual([name, false]);
      expect(['counter', 'gauge', 'histogram', 'summary', 'untyped']).toContain(rest);
      current = { name, type: rest, help: help?.[1] ?? '', samples: [] };
      families.set(name, current);
    } else {
      const sample = parseSample(line);
      expect(current && belongs(current, sample.name), `${line} is not of ${current?.name}`).toBe(true);
      const key = `${sample.name}${JSON.stringify(Object.entries(sample.labels).sort())}`;
      expect(series.has(key), `${line} comes twice`).toBe(false);
      series.add(key);
      current?.samples.push(sample);
    }
  }
  for (const family of families.values()) if (family.type === 'histogram') expectWhole(family);
  return families;
}

function parseSample(line: string): Sample {
  const [, name = '', labels = '', value = ''] = SAMPLE.exec(line) ?? expect.fail(`no sample: ${line}`);
  expect(value, line).toMatch(VALUE);
  const pairs = [...labels.matchAll(new RegExp(LABEL, 'g'))].map(([pair]) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), JSON.parse(pair.slice(at + 1))] as const;
  });
  expect(new Set(pairs.map(([label]) => label)).size, line).toBe(pairs.length);
  return { name, labels: Object.fromEntries(pairs), value: Number(value.replace('Inf', 'Infinity')) };
}

function belongs({ name, type }: Family, sample: string): boolean {
  const suffixes = { histogram: ['_bucket', '_sum', '_count'], summary: ['', '_sum', '_count'] }[type] ?? [''];
  return suffixes.some((suffix) => sample === name + suffix);
}

/** Buckets count upwards to the count. */
function expectWhole({ name, samples }: Family): void {
  const counts = samples.filter((sample) => sample.name === `${name}_count`);
  const keyOf = ({ labels: { le: _, ...labels } }: Sample) => JSON.stringify(Object.entries(labels).sort());
  for (const count of counts) {
    const buckets = samples.filter((one) => one.name === `${name}_bucket` && keyOf(one) === keyOf(count));
    const bounds = buckets.map(({ labels }) => Number(labels.le?.replace('Inf', 'Infinity')));
    expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
    expect(bounds.at(-1)).toBe(Number.POSITIVE_INFINITY);
    const values = buckets.map(({ value }) => value);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(values.at(-1)).toBe(count.value);
  }
}
