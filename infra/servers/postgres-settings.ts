/** What one PostgreSQL server of a stack needs to know besides its data. */
export interface PostgresSettings {
  port: number;
  /** Whether commits wait for the disk. Off only in tests: killing processes does not lose what the kernel holds. */
  fsync: 'on' | 'off';
  /** For a replica: the port main is reached at, which is the link's. Undefined: this is main. */
  upstream_port?: number;
  /** Name of a replica's slot on main and of the replica in main's `pg_stat_replication`: that of the observatory's by default. */
  replica_name?: string;
}

/** The observatory's replica. */
export const REPLICA_NAME = 'observatory';

/** The role the replica connects as. */
export const REPLICATION_ROLE = 'replicator';

/** What holds for main and replica alike, for either may have to do the other's work, and wherever they run. */
export const POSTGRES_SETTINGS = {
  lc_messages: 'C',
  TimeZone: 'UTC',
  log_timezone: 'UTC',
  wal_level: 'replica',
  // One replica, its replacement while it is rebuilt, and room for a curious operator.
  max_wal_senders: 10,
  max_replication_slots: 10,
  hot_standby: 'on',
  // Main keeps the row versions that queries on the replica still read, else replay cancels those queries.
  hot_standby_feedback: 'on',
  // WAL kept for a replica that is away: weeks of recordings, and a forgotten stack cannot fill the disk. Main's /health
  // warns when a quarter of it is left.
  max_slot_wal_keep_size: '1GB',
  // Every byte of WAL crosses the link: whole pages are written less often, and compressed.
  wal_compression: 'on',
  checkpoint_timeout: '15min',
  // Disks are solid-state: to walk along an index costs little more than to read a table through.
  random_page_cost: 1.1,
  // Several stacks run side by side on one laptop; the data is small.
  shared_buffers: '64MB',
  // A silent link is noticed within 5 s on both sides (the default of 60 s shows a dead replica as streaming for a minute) ...
  wal_sender_timeout: '5s',
  wal_receiver_timeout: '5s',
  // ... which needs an answer well within those 5 s, and replay positions that are never older than a second.
  wal_receiver_status_interval: '1s',
  // After an outage the replica asks again at once, not only every 5 s.
  wal_retrieve_retry_interval: '500ms',
  // A half-open connection dies after 2 + 3 x 1 s.
  tcp_keepalives_idle: 2,
  tcp_keepalives_interval: 1,
  tcp_keepalives_count: 3,
} as const;

/** The lines of postgresql.conf. */
export function postgresSettings({ port, fsync, upstream_port, replica_name }: PostgresSettings): string {
  return lines({
    ...(upstream_port === undefined ? {} : upstreamSettings('127.0.0.1', upstream_port, replica_name)),
    port,
    // Reachable from this machine only, for there are no passwords; no socket files, whose paths would be too long anyway.
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync,
    // Torn pages come from power loss, against which fsync=off does not protect either.
    full_page_writes: fsync,
    ...POSTGRES_SETTINGS,
  });
}

/** What makes a copy of main a replica. No connect_timeout: the WAL receiver connects asynchronously, where libpq ignores it. */
export function upstreamSettings(host: string, port: number, name: string = REPLICA_NAME): Record<string, string> {
  const conninfo = {
    host,
    port,
    user: REPLICATION_ROLE,
    application_name: name,
    // The same 5 s for the connection the replica opens.
    keepalives_idle: 2,
    keepalives_interval: 1,
    keepalives_count: 3,
    // Nor does a connection attempt wait longer for the answer to its first packet: the kernel's own patience doubles each
    // time, and after an outage of a minute the next attempt would be half a minute away. Milliseconds.
    tcp_user_timeout: 3_000,
  };
  const primary_conninfo = Object.entries(conninfo).map(([key, value]) => `${key}=${value}`);
  return { primary_conninfo: primary_conninfo.join(' '), primary_slot_name: name };
}

function lines(settings: Readonly<Record<string, string | number>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('');
}
