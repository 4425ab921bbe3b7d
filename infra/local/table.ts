import type { Stack } from './stack-file.ts';

/** The addresses and tokens of a running stack, aligned for reading. */
export function table({ sites, tokens, link, processes }: Stack): string {
  const rows: [name: string, value: string][] = [
    ['main', sites.main.url],
    ['observatory', sites.observatory.url],
    ...(sites.institute ? [['institute', sites.institute.url] as [string, string]] : []),
    ['main database', sites.main.database_url],
    ['replica', sites.observatory.database_url],
    ['redis', sites.observatory.redis_url],
    ...(processes.redis_copy
      ? [['redis copy', `process ${processes.redis_copy}, on the second disk`] as [string, string]]
      : []),
    ['link', `${link.control_url} (npm run link -- status|up|down|delay <ms>)`],
    ...Object.entries(tokens).map(([name, token]): [string, string] => [`token ${name}`, token]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n');
}
