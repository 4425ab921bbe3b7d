import type { Board } from './board.ts';
import type { SiteName, Write } from './history.ts';

/**
 * Observation units only the observatory records executions of: there the law can be compared. Main has one of its own,
 * and one is recorded at both sites.
 */
export const OBSERVATORY_UNITS = [1, 2, 3, 4, 5, 6] as const;
export const MAIN_UNIT = 7;
export const BOTH_SITES_UNIT = 8;

/** What writers and readers share. */
export interface Scene {
  seed: number;
  urls: Record<SiteName, string>;
  board: Board;
  /** Mean pause between two things a writer or a reader does. */
  think_ms: number;
  /** After this moment (performance.now()) nothing is tried again. */
  until_ms: number;
  isOver(): boolean;
  /** The start of an execution: of one writer in order, and of all writers different. */
  startTime(writer: number, count: number): string;
  /** A write whose outcome could not be found out. */
  unanswered(write: Write): void;
}
