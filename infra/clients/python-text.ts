/** As wide as a line of the client gets. */
const WIDTH = 105;

/** Paragraphs with an empty line between them, each of lines that are wrapped behind their indentation; empty ones are left out. */
export function paragraphs(indent: number, texts: readonly (readonly string[])[]): string[] {
  const blocks = texts.filter((lines) => lines.length > 0).map((lines) => lines.flatMap((line) => entry(indent, line)));
  return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

/** One text as lines; those that follow the first stand four further in when the text is an entry of a list. */
function entry(indent: number, text: string): string[] {
  const [, own = '', rest = ''] = /^( *)(.*)$/s.exec(text) ?? [];
  const first = indent + own.length;
  const is_entry = /^\w+( \([^)]*\))?: /.test(rest);
  return wrapped(first, escaped(rest).split(/\s+/), is_entry ? first + 4 : first);
}

/** Words as lines, the first of which stands as far in as `first`, the others as far as `next`. */
function wrapped(first: number, words: readonly string[], next: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const indent = lines.length === 0 ? first : next;
    if (line !== '' && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(' '.repeat(indent) + line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return [...lines, ' '.repeat(lines.length === 0 ? first : next) + line];
}

/** Within a docstring: a backslash stays one, and nothing ends it early. */
const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll(/(?<!^)"""/g, '\\"\\"\\"');

/** What stands between brackets: on one line where that fits, else each on a line of its own. */
export function fitted(indent: number, before: string, parts: readonly string[], after: string): string[] {
  const margin = ' '.repeat(indent);
  return (
    onOneLine(indent, before, parts, after) ?? [
      `${margin}${before}`,
      ...parts.map((part) => `${margin}    ${part},`),
      `${margin}${after}`,
    ]
  );
}

/** The same, with as many as fit on each line. */
export function filled(indent: number, before: string, parts: readonly string[], after: string): string[] {
  const margin = ' '.repeat(indent);
  return (
    onOneLine(indent, before, parts, after) ?? [
      `${margin}${before}`,
      ...wrapped(
        indent + 4,
        parts.map((part) => `${part},`),
        indent + 4,
      ),
      `${margin}${after}`,
    ]
  );
}

/** Undefined where it does not fit; the comma behind it is part of the line. */
function onOneLine(indent: number, before: string, parts: readonly string[], after: string): string[] | undefined {
  const line = `${' '.repeat(indent)}${before}${parts.join(', ')}${after}`;
  return line.length < WIDTH && !line.includes('\n') ? [line] : undefined;
}
