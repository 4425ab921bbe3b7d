/** Entries kept: at 1,300 transactions a second, as fast as a drain is, some seconds; 0.1 kB each. */
const KEPT = 10_000;

/**
 * The outbox's log of what reads can see, in the stream `changes`. Every script that changes what an overlay shows of a
 * transaction (it is there, its state, its body, it has gone) says so in the same atomic run, after the change.
 *
 * Each entry's digest is the SHA-1 of the digest before it and of what reads see of the transaction from then on; the first
 * is seeded with the time the log begins. So two equal digests mean the same changes in the same order since the same
 * beginning, and with that the same pending steps. Nothing else is relied on: a Redis that was flushed, that lost its tail,
 * or that is an older copy either has the entry a reader stands at, and then everything before it, or does not have
 * it, though it may have as many entries, and then what that reader keeps is worth nothing. A server's run id or a
 * counter alone would not do: the one stays the same when a copy takes over its data, the other comes to the same number twice.
 *
 * Wants: p, the prefix.
 */
export const changed = `
local chain
local function changed(id, body_too)
  local tx = p .. 'transaction:' .. id
  if not chain then
    local last = redis.call('xrevrange', p .. 'changes', '+', '-', 'count', 1)[1]
    chain = last and last[2][2] or table.concat(redis.call('time'), '.')
  end
  local shown = redis.call('hmget', tx, 'sequence', 'state', 'digest')
  local there = redis.call('hexists', tx, 'plan')
  chain = redis.sha1hex(table.concat({chain, id, tostring(shown[1]), tostring(shown[2]), tostring(shown[3]), there}, ' '))
  redis.call('xadd', p .. 'changes', 'maxlen', '~', ${KEPT}, '*', 'digest', chain, 'id', id, 'body', body_too and '1' or '0')
end
`;
