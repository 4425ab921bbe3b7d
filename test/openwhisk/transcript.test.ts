import { describe, expect, test } from 'vitest';
import { until } from '../support/sites.ts';
import { runtimesHere } from './runtimes.ts';
import { type Exchange, type Heard, play, readTranscript, withoutPaths } from './transcript.ts';

const transcript = readTranscript();

test('the transcript is of the real runtime and holds what was recorded of it', () => {
  expect(transcript).toMatchObject({ of: 'apache/openwhisk-runtime-nodejs d7baea7', node: 'v20.20.2' });
  expect(transcript.cases).toHaveLength(28);
});

describe.each(runtimesHere())('$name does what the real runtime did', (runtime) => {
  test.each(transcript.cases)('$name', async ({ exchanges }) => {
    const { seen, left } = await play(runtime, exchanges, async (heard, running, step) => {
      const is_there = async () => same(heard, step) && running.has_ended === step.exited;
      // What never comes is said below, beside what came instead.
      await until(is_there, 10_000).catch(() => {});
    });
    expect(seen.map(comparable)).toEqual(exchanges.map(comparable));
    expect(left).toEqual({ stdout: '', stderr: '' });
  });
});

function same(heard: Heard, { stdout, stderr }: Heard): boolean {
  return comparable(heard.stdout) === comparable(stdout) && comparable(heard.stderr) === comparable(stderr);
}

function comparable(value: string): string;
function comparable(value: Exchange): unknown;
function comparable(value: unknown): unknown;
/**
 * What two runtimes have in common: positions in files are not, nor is the Node version. Of a stack trace the frames inside Node go,
 * for each version of Node has its own, and those of whoever calls the runner: the real one is built on Express, ours is not.
 */
function comparable(value: unknown): unknown {
  const bare = withoutPaths(value);
  if (typeof bare === 'string') return commonLines(bare).replaceAll(/Node\.js v[\d.]+/g, 'Node.js <version>');
  if (Array.isArray(bare)) return bare.map(comparable);
  if (typeof bare !== 'object' || bare === null) return bare;
  return Object.fromEntries(Object.entries(bare).map(([key, one]) => [key, comparable(one)]));
}

function commonLines(text: string): string {
  let is_within_runner = true;
  return text
    .split('\n')
    .filter((line) => {
      if (!line.startsWith('    at ')) {
        is_within_runner = true;
        return true;
      }
      const is_common = is_within_runner && !/node:|^ {4}at async /.test(line);
      if (/^ {4}at (runCode|initCode) /.test(line)) is_within_runner = false;
      return is_common;
    })
    .join('\n');
}
