import { parseAccept } from 'hono/utils/accept';
import type { Row } from '../model/entity.ts';
import type { Format } from '../model/filter.ts';

/** How rows are written as text, one after the other. */
export interface Writing {
  /** The whole media type: with a charset every runtime carries it as text. */
  type: string;
  doc: string;
  head(fields: readonly string[]): string;
  line(row: Row, fields: readonly string[]): string;
}

/** What a list can be exported as, by the name `format` has for it. */
export const EXPORTS: Readonly<Record<Exclude<Format, 'json'>, Writing>> = {
  /** Source: RFC 4180. A spreadsheet may take a text that begins with = for a formula: it is written as it is, to be read back as it was. */
  csv: {
    type: 'text/csv; charset=utf-8',
    doc: 'The same records as CSV (RFC 4180) with a header row; nothing where there is no value, "" where there is an empty text.',
    head: (fields) => csvLine(fields),
    line: (row, fields) => csvLine(fields.map((name) => row[name])),
  },
  ndjson: {
    type: 'application/x-ndjson; charset=utf-8',
    doc: 'The same records, one JSON object a line.',
    head: () => '',
    line: (row) => `${JSON.stringify(row)}\n`,
  },
};

/** The media types of the exports, and what each is. */
export const EXPORT_TYPES = Object.fromEntries(
  Object.values(EXPORTS).map(({ type, doc }) => [type.replace(/;.*/, ''), doc]),
);

/** The format an Accept header prefers; JSON when it names none we have. Source: RFC 9110, 12.5.1. */
export function acceptedFormat(accept: string | undefined): Format {
  const formats: Readonly<Record<string, Format>> = {
    'application/json': 'json',
    '*/*': 'json',
    'text/csv': 'csv',
    'application/x-ndjson': 'ndjson',
  };
  const wanted = parseAccept(accept ?? '').find(({ type, q }) => q > 0 && formats[type.toLowerCase()] !== undefined);
  return formats[wanted?.type.toLowerCase() ?? ''] ?? 'json';
}

function csvLine(values: readonly unknown[]): string {
  return `${values.map(csvValue).join(',')}\r\n`;
}

function csvValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
