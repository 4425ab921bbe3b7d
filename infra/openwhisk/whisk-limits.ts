/** What an operator sets, with the values OpenWhisk is shipped with (ansible/group_vars/all, application.conf). */
export interface WhiskLimits {
  /** Of one namespace; its web actions are charged to it, whoever calls. */
  invocations_per_minute: number;
  concurrent_invocations: number;
  fires_per_minute: number;
  /** A request with its parameters. */
  payload_bytes: number;
  result_bytes: number;
  /** The most an action may ask for. */
  timeout_ms: number;
  memory_mb: number;
  concurrency: number;
  /** Containers of all namespaces together; the real one counts memory. */
  containers: number;
  /** After this, whoever waits for a result gets its activation id instead. */
  blocking_wait_ms: number;
  /** An idle container is paused after this, and removed after that. */
  pause_after_ms: number;
  remove_after_ms: number;
}

export const SHIPPED: WhiskLimits = {
  invocations_per_minute: 60,
  concurrent_invocations: 30,
  fires_per_minute: 60,
  payload_bytes: 1_048_576,
  result_bytes: 1_048_576,
  timeout_ms: 300_000,
  memory_mb: 512,
  concurrency: 1,
  containers: 16,
  blocking_wait_ms: 60_000,
  pause_after_ms: 10_000,
  remove_after_ms: 600_000,
};
