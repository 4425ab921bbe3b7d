import { createHash } from 'node:crypto';

/**
 * Decisions that only depend on a seed: the same words give the same numbers for ever, on every machine. Whoever decides
 * has one of his own, so that what others do meanwhile does not change what he decides.
 */
export class Chance {
  readonly #words: string;
  #drawn = 0;

  constructor(...words: (string | number)[]) {
    this.#words = JSON.stringify(words);
  }

  /** A number from 0 (included) to 1 (excluded). */
  fraction(): number {
    this.#drawn += 1;
    const hash = createHash('sha256').update(`${this.#words}${this.#drawn}`).digest();
    return hash.readUIntBE(0, 6) / 2 ** 48;
  }

  /** A whole number from the first to the last, both included. */
  whole(first: number, last: number): number {
    return first + Math.floor(this.fraction() * (last - first + 1));
  }

  /** Whether something of this probability happens. */
  happens(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of them; undefined when there are none. */
  oneOf<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.fraction() * items.length)];
  }

  /** One of the names, each as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const names = Object.keys(weights) as Name[];
    const ends = names.map((_, index) => names.slice(0, index + 1).reduce((sum, name) => sum + weights[name], 0));
    const drawn = this.fraction() * (ends.at(-1) ?? 0);
    const chosen = names.find((_, index) => drawn < (ends[index] ?? 0));
    if (chosen === undefined) throw new RangeError('nothing to choose from');
    return chosen;
  }

  /** All of them in another order. */
  shuffled<Item>(items: readonly Item[]): Item[] {
    return items
      .map((item) => ({ item, at: this.fraction() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }
}
