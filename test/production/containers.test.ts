import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { type Program, type Run, spawned } from '../../infra/servers/spawned-server.ts';
import { describeServers } from '../../infra/servers/stack.ts';
import { containerPlan, containerRun } from '../support/container-server.ts';

// What can be known of OPS_TEST_SERVERS=docker without a daemon: that it says so, and what it would run.

test('without a daemon the tests say what to do, and do not start', async () => {
  const nobody = () => Promise.reject(new Error('Could not find a working container runtime strategy'));
  await expect(containerRun(nobody)).rejects.toThrow(
    /no Docker daemon answers here: start one, or leave OPS_TEST_SERVERS out/,
  );
});

test('every server of a stack would run in a container with its own command line, files and owner', () => {
  const asked: { program: Program; image: string }[] = [];
  const run: Run = (program, image) => {
    asked.push({ program, image });
    return spawned(program, image);
  };
  const dir = path.join(inject('servers').dir, 'private-described');
  const ports = { main_database: 1, replica_database: 2, redis: 3, volatile_redis: 4, link: 5, link_control: 6 };
  describeServers({ dir, ports, fsync: 'off', run, say: () => {} });
  expect(asked.map(({ program, image }) => [program.name, image])).toEqual([
    ['main_database', 'postgres:18'],
    ['replica_database', 'postgres:18'],
    ['redis', 'redis:7'],
    ['volatile_redis', 'redis:7'],
  ]);
  for (const { program, image } of asked) {
    const plan = containerPlan(program, image);
    expect(plan).toMatchObject({ image, command: program.args, user: expect.stringMatching(/^\d+:\d+$/) });
    expect(plan.entrypoint[0]).toMatch(image.startsWith('postgres') ? /^postgres$/ : /^(redis|valkey)-server$/);
    expect(plan.folders).toContain(dir);
    expect(plan.folders.some((folder) => program.data?.startsWith(`${folder}${path.sep}`))).toBe(true);
  }
});
