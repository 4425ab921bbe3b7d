/** What the runtime must allow a function; what is left out is as for all. */
export interface Limits {
  /** Longest run in seconds. */
  timeout_s?: number;
  memory_mb?: number;
  /** Calls one process works on at once; the site's OpenWhisk must allow more than one. */
  concurrency?: number;
}

/** The limits of a function that declares none. */
export const USUAL_LIMITS: Required<Limits> = {
  // The longest wait for a transaction is 55 s, and the controller gives an answer up after 60 s.
  timeout_s: 60,
  // OpenWhisk's own default; an idle function takes 80 MB, a page of the largest list some 20 more.
  memory_mb: 256,
  // All that OpenWhisk allows until its operator raises it.
  concurrency: 1,
};
