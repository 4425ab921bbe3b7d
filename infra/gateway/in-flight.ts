import { Problem } from '../../lib/kernel/problem.ts';
import type { Group } from '../functions.ts';

/** Counts what is on its way to the functions, each group by itself: screens never take the place of a recording. */
export class InFlight {
  readonly #limits: Readonly<Record<Group, number>>;
  readonly #now: Record<Group, number> = { recording: 0, reading: 0 };

  constructor(limits: Readonly<Record<Group, number>>) {
    this.#limits = limits;
  }

  /** Takes a place and answers how to give it back. Problem `gateway.busy` when there is none. */
  enter(group: Group): () => void {
    if (this.#now[group] >= this.#limits[group])
      throw new Problem('gateway.busy', `${this.#now[group]} calls of this kind are on their way already.`);
    this.#now[group] += 1;
    return () => {
      this.#now[group] -= 1;
    };
  }
}
