import { expect, it } from 'vitest';
import { localSettings } from '../../infra/local/settings.ts';

it('gives two checkouts with different bases no port in common', () => {
  const ports = (base: string) => {
    const { ports: servers, main, observatory } = localSettings({ OPS_PORT_BASE: base });
    return [servers, main, observatory].flatMap((group) => Object.values<number>({ ...group }));
  };
  const all = [...ports('4000'), ...ports('5000')];
  expect(new Set(all).size).toBe(all.length);
});

it('names the variable when the base cannot be used', () => {
  for (const OPS_PORT_BASE of ['four', '80', '65500', '6000'])
    expect(() => localSettings({ OPS_PORT_BASE })).toThrow(/OPS_PORT_BASE/);
});

it('has a second disk, with a port of its own, only when it is told where', () => {
  expect(localSettings({}).second_disk).toBeUndefined();
  const { second_disk, ports } = localSettings({ OPS_SECOND_DISK: '/mnt/second', OPS_PORT_BASE: '5000' });
  expect(second_disk).toEqual({ dir: '/mnt/second', port: 5206 });
  expect(Object.values(ports)).not.toContain(5206);
});
