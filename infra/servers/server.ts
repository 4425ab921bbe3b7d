/** One real server process that can be started, stopped, killed and frozen, whoever owns it: `npm start` or a test. */
export interface Server {
  /** Short name, also of its log and pid file: `main_database`, `redis`, ... */
  readonly name: string;
  /** The process id of the running process; undefined while there is none. */
  readonly pid: number | undefined;
  /** Fulfilled with the reason (`exit code 1`, `killed by SIGKILL`) when the process started last ends, wanted or not. */
  readonly exited: Promise<string>;
  /**
   * Starts the process on the data it has and waits until it answers. Throws with the end of its log when it does not;
   * then nothing is left running.
   */
  start(): Promise<void>;
  /** Ends the process and its children and waits for that: `fast` in good order, `kill` with SIGKILL. Harmless when it is not running. */
  stop(how: 'fast' | 'kill'): Promise<void>;
  /** Freezes the process and all its children (SIGSTOP): it keeps its connections and answers nothing, like a hung machine. */
  pause(): void;
  /** Lets a frozen process go on (SIGCONT). */
  resume(): void;
}
