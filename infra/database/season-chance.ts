import { createHash } from 'node:crypto';

/**
 * Decisions that only depend on words: the same words give the same numbers for ever, on every machine. The generator is
 * Marsaglia's xorshift128 (J. Stat. Soft. 8(14), 2003), begun with a hash of the words.
 */
export class Chance {
  readonly #state: Uint32Array;

  constructor(...words: (string | number)[]) {
    const hash = createHash('sha256').update(JSON.stringify(words)).digest();
    this.#state = Uint32Array.from([0, 4, 8, 12], (at) => hash.readUInt32LE(at));
  }

  /** 32 bits. */
  bits(): number {
    const state = this.#state;
    const [x = 0, , , w = 0] = state;
    const t = x ^ (x << 11);
    state.copyWithin(0, 1);
    state[3] = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    return state[3] ?? 0;
  }

  /** A number from 0 (included) to 1 (excluded). */
  fraction(): number {
    return this.bits() / 2 ** 32;
  }

  /** A number between two others, both parts of the range equally likely. */
  between(least: number, most: number): number {
    return least + this.fraction() * (most - least);
  }

  /** A number around 0, most often within 1: the sum of twelve fractions is as good as normal. */
  normal(): number {
    let sum = -6;
    for (let draw = 0; draw < 12; draw++) sum += this.fraction();
    return sum;
  }

  /** Whether something of this probability happens. */
  happens(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** A whole number that is this number on average: the one below or the one above. */
  rounded(wanted: number): number {
    return Math.floor(wanted) + (this.happens(wanted % 1) ? 1 : 0);
  }

  /** One of them. Throws a RangeError when there are none. */
  oneOf<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new RangeError('nothing to choose from');
    return items[Math.floor(this.fraction() * items.length)] as Item;
  }

  /** All of them in another order, those of more weight rather in front (Efraimidis and Spirakis, 2006). */
  shuffled<Item>(items: readonly Item[], weight: (item: Item) => number = () => 1): Item[] {
    return items
      .map((item) => ({ item, key: Math.log(1 - this.fraction()) / weight(item) }))
      .sort((a, b) => b.key - a.key)
      .map(({ item }) => item);
  }

  /** A checksum as it might be: 64 bits in hexadecimal digits, like those of xxh64. */
  checksum(): string {
    return [this.bits(), this.bits()].map((bits) => bits.toString(16).padStart(8, '0')).join('');
  }
}
