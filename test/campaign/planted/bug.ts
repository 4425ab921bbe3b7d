/** A mistake a system of this kind could have, planted into the code a campaign runs. */
export interface Bug {
  name: string;
  /** The file it is in, and what stands there instead of what should; each is found exactly once. */
  file: string;
  changes: readonly (readonly [sound: string, planted: string])[];
  /** The faults under which it shows: kinds of the campaign's faults. Without any it shows by itself. */
  faults: readonly string[];
  /** Mean time between two of them, and the longest: few long ones are another storm than many short ones. */
  mean_pause_ms: number;
  longest_ms: number;
  /** How long they strike, where it shows seldom. */
  storm_ms?: number;
  /** The checkers at least one of which must catch it. */
  caught_by: readonly string[];
}
