import type { Server } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Link } from '../../infra/servers/link.ts';
import { changeLink, linkStatus, serveLinkControl } from '../../infra/servers/link-control.ts';
import { freePorts } from '../../infra/servers/ports.ts';

let control: Server;
let url: string;
const changed = vi.fn();

beforeEach(async () => {
  const [port = 0] = await freePorts(1);
  url = `http://127.0.0.1:${port}`;
  control = await serveLinkControl(new Link(1, { mode: 'up', delay_ms: 150 }), port, changed);
});

afterEach(() => new Promise((closed) => control.close(closed)));

it('tells mode, delay, connections and bytes', async () => {
  expect(await linkStatus(url)).toEqual({
    mode: 'up',
    delay_ms: 150,
    connections: 0,
    bytes_to_main: 0,
    bytes_from_main: 0,
  });
});

it('changes mode and delay, and tells its owner before it answers', async () => {
  const status = await changeLink(url, { mode: 'down', delay_ms: 20 });
  expect(status).toMatchObject({ mode: 'down', delay_ms: 20 });
  expect(changed).toHaveBeenLastCalledWith(status);
});

it('refuses what it does not understand and says why', async () => {
  await expect(changeLink(url, { delay_ms: 1_000_000 })).rejects.toThrow(/delay_ms/);
  const answer = await fetch(url, { method: 'PATCH', body: '{"mode":"sideways"}' });
  expect(answer.status).toBe(400);
  expect(await linkStatus(url)).toMatchObject({ mode: 'up', delay_ms: 150 });
});
