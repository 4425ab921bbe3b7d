import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { Link, MAX_DELAY_MS } from '../servers/link.ts';
import { serveLinkControl } from '../servers/link-control.ts';
import type { LinkState } from '../servers/link-direction.ts';

// The link's process: run-link.ts <port> <main's port> <control port> <state file>. The launcher starts it.

const state = z.object({ mode: z.enum(['up', 'down']), delay_ms: z.number().min(0).max(MAX_DELAY_MS) });

/** One way between Cologne and the mountain in Chile: 300 ms there and back. */
const DEFAULT: LinkState = { mode: 'up', delay_ms: 150 };

const [port, target_port, control_port, state_file = ''] = process.argv.slice(2);
const link = new Link(Number(target_port), readState());
await link.listen(Number(port));
await serveLinkControl(link, Number(control_port), keepState);
process.once('SIGTERM', () => process.exit(0));

/** A link that was down before its process was killed, or before the stack was stopped, is still down. */
function readState(): LinkState {
  try {
    return state.parse(JSON.parse(readFileSync(state_file, 'utf8')));
  } catch {
    return DEFAULT; // never changed; it is replaced at once, never half written
  }
}

function keepState({ mode, delay_ms }: LinkState): void {
  writeFileSync(`${state_file}.new`, JSON.stringify({ mode, delay_ms }));
  renameSync(`${state_file}.new`, state_file);
}
