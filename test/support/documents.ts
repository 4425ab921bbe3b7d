import { readFileSync } from 'node:fs';

/** A block of shell commands in a page, and the output the page shows behind it, if any. */
export interface Example {
  commands: string;
  output: string | undefined;
}

/** The `sh` blocks of a Markdown page in order, each with the `text` block that follows it directly. */
export function examples(file: string): Example[] {
  const page = readFileSync(file, 'utf8');
  return [...page.matchAll(/```sh\n([\s\S]*?)```\n(?:\s*```text\n([\s\S]*?)```)?/g)].map(
    ([, commands = '', output]) => ({ commands, output }),
  );
}

const MARK = '@@ example';

/** One script of all examples, with marks between them, so that variables carry over. */
export function asScript(list: readonly Example[]): string {
  return list.map(({ commands }) => `${commands}\necho '${MARK}'`).join('\n');
}

/** What each example printed, from the output of `asScript`. */
export function outputs(printed: string): string[] {
  return printed.split(`${MARK}\n`).slice(0, -1);
}

/** Text in which whatever differs from run to run has a name: ids, digests, numbers, times, positions, ages. */
export function normalised(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/[0-9a-f]{64}/g, '<digest>')
    .replaceAll(/"(sequence|accepted|arrived|contiguous_to|highest)":\d+/g, '"$1":<number>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/[0-9A-F]+\/[0-9A-F]+/g, '<lsn>')
    .replaceAll(/"(lag_s|oldest_age_s)":[\d.e-]+/g, '"$1":<seconds>');
}
