import { Chance } from './chance.ts';
import { CLOCK_FAULTS } from './faults/clocks.ts';
import { DATABASE_FAULTS } from './faults/database.ts';
import type { Dice, FaultKind } from './faults/fault.ts';
import { LINK_FAULTS } from './faults/link.ts';
import { canLimitFiles, LOG_FAULTS } from './faults/log.ts';
import { PROCESS_FAULTS } from './faults/processes.ts';
import { REPLICA_FAULTS } from './faults/replica.ts';

/** A fault that is to come. */
export interface Planned extends Dice {
  kind: FaultKind;
  /** After the beginning of its storm. */
  at_ms: number;
}

/** Shorter ones are over before anybody notices. */
const SHORTEST_MS = 200;

const all = [...PROCESS_FAULTS, ...LINK_FAULTS, ...LOG_FAULTS, ...DATABASE_FAULTS, ...REPLICA_FAULTS, ...CLOCK_FAULTS];

/** Every kind of fault that can be injected on this machine. */
export const FAULT_KINDS: readonly FaultKind[] = canLimitFiles()
  ? all
  : all.filter(({ name }) => name !== 'redis disk full');

/**
 * Faults to come, as the seed says: kinds are dealt like cards, so that all come round before one comes again. The same seed
 * deals the same.
 */
export class Schedule {
  readonly #chance: Chance;
  readonly #kinds: readonly FaultKind[];
  #deck: FaultKind[] = [];

  constructor(seed: number, kinds: readonly FaultKind[]) {
    this.#chance = new Chance(seed, 'faults');
    this.#kinds = kinds;
  }

  /** The faults of the next storm, in order. */
  storm(lasts_ms: number, mean_pause_ms: number, longest_ms: number): Planned[] {
    const planned: Planned[] = [];
    for (let at_ms = 0; ; ) {
      at_ms += this.#chance.whole(0.3 * mean_pause_ms, 1.7 * mean_pause_ms);
      if (at_ms >= lasts_ms) return planned;
      const [size, which, length] = [this.#chance.fraction(), this.#chance.fraction(), this.#chance.fraction()];
      // Squared: short ones are more common than long ones.
      const fault_ms = Math.round(SHORTEST_MS + length * length * (longest_ms - SHORTEST_MS));
      planned.push({ kind: this.#next(), at_ms, lasts_ms: fault_ms, size, which });
    }
  }

  #next(): FaultKind {
    if (this.#deck.length === 0) this.#deck = this.#chance.shuffled(this.#kinds);
    const kind = this.#deck.pop();
    if (kind === undefined) throw new Error('there is no kind of fault to deal');
    return kind;
  }
}
