import type { World } from '../world.ts';

/** What a fault touches: of two faults that touch the same, the later one waits. */
export type Target =
  | 'functions'
  | 'main functions'
  | 'first drainer'
  | 'second drainer'
  | 'redis'
  | 'volatile redis'
  | 'main'
  | 'replica'
  | 'link ways'
  | 'link times'
  | 'clocks';

/** What the seed has decided about one fault. */
export interface Dice {
  /** How long it is to last. */
  lasts_ms: number;
  /** How much of it, from 0 to 1: bytes, milliseconds. */
  size: number;
  /** Which of several, from 0 to 1. */
  which: number;
}

/** One kind of fault. */
export interface FaultKind {
  /** Begins with what it strikes: `link ...`, `redis ...`. */
  name: string;
  targets: readonly Target[];
  /** Does it, lets it last and mends it; returns what exactly was done. */
  strike(world: World, dice: Dice): Promise<string>;
}

/** A number between two others. */
export function between(low: number, high: number, part: number): number {
  return low + Math.round((high - low) * part);
}
