import { setTimeout as sleep } from 'node:timers/promises';
import type { Link } from '../../../infra/servers/link.ts';
import { BASE_DELAY_MS } from '../world.ts';
import { between, type Dice, type FaultKind } from './fault.ts';

/** A call with entries in it is longer; a handshake and a bare question are shorter. */
const CALL_BYTES = 600;
/** Between two looks whether an answer was lost. */
const LOOK_EVERY_MS = 10;

const ways = (name: string, strike: (link: Link, dice: Dice) => Promise<string>): FaultKind => ({
  name: `link ${name}`,
  targets: ['link ways'],
  strike: ({ servers }, dice) => strike(servers.link, dice),
});

const times = (name: string, strike: (link: Link, dice: Dice) => Promise<string>): FaultKind => ({
  name: `link ${name}`,
  targets: ['link times'],
  strike: ({ servers }, dice) => strike(servers.link, dice),
});

/** What can be wrong with the link. */
export const LINK_FAULTS: readonly FaultKind[] = [
  ways('cut', async (link, { lasts_ms, which }) => {
    link.down();
    await sleep(lasts_ms);
    // Half of the time nothing that was on its way survives.
    if (which < 0.5) link.reset();
    link.up();
    return `half-open for ${lasts_ms} ms, ${which < 0.5 ? 'connections reset' : 'connections survive'}`;
  }),
  ways('reset', async (link, { size }) => {
    const resets = between(1, 5, size);
    for (let reset = 0; reset < resets; reset++) {
      link.reset();
      await sleep(100);
    }
    return `all connections reset ${resets} times, 100 ms apart`;
  }),
  ways('loses to main', async (link, { lasts_ms }) => {
    link.lose('to_main');
    await sleep(lasts_ms);
    link.lose(undefined);
    return `nothing arrives at main for ${lasts_ms} ms`;
  }),
  ways('loses from main', async (link, { lasts_ms }) => {
    link.lose('from_main');
    await sleep(lasts_ms);
    link.lose(undefined);
    return `nothing arrives from main for ${lasts_ms} ms`;
  }),
  ways('answer lost', async (link, { lasts_ms }) => {
    const before = link.answers_lost;
    for (const deadline = performance.now() + lasts_ms; performance.now() < deadline; await sleep(LOOK_EVERY_MS))
      if (link.answers_lost === before) link.loseAnswer(CALL_BYTES);
      else break;
    link.loseAnswer(undefined);
    return `answers of main to a call lost with their connection: ${link.answers_lost - before}`;
  }),
  ways('truncated', async (link, { lasts_ms, size, which }) => {
    const heading = which < 0.5 ? 'to_main' : 'from_main';
    const bytes = between(0, 8_000, size);
    link.truncate({ heading, bytes });
    await sleep(lasts_ms);
    link.truncate(undefined);
    return `every connection ends after ${bytes} bytes ${heading}, for ${lasts_ms} ms`;
  }),
  times('latency', async (link, { lasts_ms, size }) => {
    const delay_ms = between(20, 500, size);
    link.delay(delay_ms);
    await sleep(lasts_ms);
    link.delay(BASE_DELAY_MS);
    return `${delay_ms} ms one way for ${lasts_ms} ms`;
  }),
  times('jitter', async (link, { lasts_ms, size }) => {
    const jitter_ms = between(20, 400, size);
    link.jitter(jitter_ms);
    await sleep(lasts_ms);
    link.jitter(0);
    return `up to ${jitter_ms} ms more for ${lasts_ms} ms`;
  }),
];
