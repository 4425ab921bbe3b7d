import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { claimPorts, freePorts } from '../../infra/servers/ports.ts';

const OTHER = `
  const { claimPorts } = await import(process.argv[1]);
  console.log(await claimPorts(JSON.parse(process.argv[2])));
`;

test('hands a port out once, for its server may take seconds to listen there', async () => {
  const ports: number[] = [];
  for (let round = 0; round < 100; round++) ports.push(...(await freePorts(6)));
  expect(new Set(ports).size).toBe(600);
});

test('keeps a port from other processes', async () => {
  const ports = await freePorts(2);
  const module = new URL('../../infra/servers/ports.ts', import.meta.url).href;
  const args = ['--import', 'tsx', '--input-type=module', '-e', OTHER, module, JSON.stringify(ports)];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' }).trim()).toBe('false');
  expect(await claimPorts(ports)).toBe(false);
});
