import { changed } from './changed.ts';

/**
 * Records main's verdicts. Repeatable and safe in any order: applied overrides dead and held, never the reverse, so a
 * late answer of a slow drainer changes nothing that a faster one has found out. It makes room, so it runs also when
 * Redis has no memory left.
 */
export const settle = `#!lua flags=allow-oom
-- KEYS[1] prefix
-- ARGV[1] verdicts (JSON text: [{id, verdict, lsn, score, error, retry_at}]), [2] now (UTC text), [3] origin of the LSNs, empty when main was
--         not heard
-- Returns {applied (or found discarded), refused, held, fault}: how many changed their state or, for fault, were left alone
local p, counts = KEYS[1], {applied = 0, refused = 0, held = 0, fault = 0}
local settled = {applied = true, replicated = true, discarded = true}
${changed}
local function release(id)
  for _, successor in ipairs(redis.call('smembers', p .. 'successors:' .. id)) do
    if redis.call('zrem', p .. 'held', successor) == 1 then
      redis.call('zadd', p .. 'queue', redis.call('hget', p .. 'transaction:' .. successor, 'sequence'), successor)
    end
  end
end

-- What was given up holds no natural key: the next recording may take it.
local function release_keys(tx)
  for _, touch in ipairs(cjson.decode(redis.call('hget', tx, 'plan')).touches) do
    local natural = p .. 'natural:' .. touch.entity
    if touch.natural and redis.call('hget', natural, touch.natural) == touch.id then
      redis.call('hdel', natural, touch.natural)
    end
  end
end

local function postpone(tx, v)
  redis.call('hincrby', tx, 'faults', 1)
  redis.call('zadd', p .. 'retry', v.retry_at, v.id)
end

local function blocked(tx)
  for _, other in ipairs(cjson.decode(redis.call('hget', tx, 'after'))) do
    local state = redis.call('hget', p .. 'transaction:' .. other.id, 'state')
    if state and not settled[state] then return true end
  end
  return false
end

-- Main is another one than before when its system id or timeline is: restored from a backup, or a replica promoted. What
-- the old one applied and this site has not seen replicated may be missing there: it is to be sent again.
local known = redis.call('hget', p .. 'meta', 'origin')
if ARGV[3] ~= '' then redis.call('hset', p .. 'meta', 'origin', ARGV[3]) end
for _, id in ipairs(known and ARGV[3] ~= '' and known ~= ARGV[3] and redis.call('zrange', p .. 'applied', 0, -1) or {}) do
  local tx = p .. 'transaction:' .. id
  local fields = redis.call('hmget', tx, 'state', 'sequence')
  redis.call('hincrby', p .. 'meta', fields[1] .. '_total', -1)
  redis.call('hincrby', p .. 'meta', 'bytes', redis.call('hstrlen', tx, 'body'))
  redis.call('hset', tx, 'state', fields[1] == 'discarded' and 'dead' or 'buffered')
  redis.call('hdel', tx, 'applied_at', 'lsn', 'origin')
  if fields[1] == 'discarded' then redis.call('zadd', p .. 'dead', fields[2], id) end
  redis.call('zrem', p .. 'applied', id)
  redis.call('zadd', p .. 'queue', fields[2], id)
  changed(id)
end

-- Main took it before whatever came after it: a successor's position is behind its commit, too. With it, an entry whose verdict
-- was lost retires no later than what follows it.
local function position(v)
  local lsn, score = v.lsn, v.score
  for _, successor in ipairs(redis.call('smembers', p .. 'successors:' .. v.id)) do
    local fields = redis.call('hmget', p .. 'transaction:' .. successor, 'state', 'lsn', 'origin')
    local other = fields[1] == 'applied' and fields[3] == ARGV[3] and redis.call('zscore', p .. 'applied', successor)
    if other and tonumber(other) < tonumber(score) then lsn, score = fields[2], other end
  end
  return lsn, score
end

-- The last first, so that a successor's position is known.
local verdicts = cjson.decode(ARGV[1])
for i = #verdicts, 1, -1 do
  local v = verdicts[i]
  local tx = p .. 'transaction:' .. v.id
  -- Without a plan it has been retired: a verdict that comes later has nothing to say.
  local state = redis.call('hexists', tx, 'plan') == 1 and redis.call('hget', tx, 'state')
  if (v.verdict == 'applied' or v.verdict == 'discarded') and state then
    if not settled[state] then
      counts.applied = counts.applied + 1
      redis.call('hincrby', p .. 'meta', v.verdict .. '_total', 1)
      redis.call('hincrby', p .. 'meta', 'bytes', -redis.call('hstrlen', tx, 'body'))
      redis.call('hincrby', tx, 'attempts', 1)
      redis.call('hset', tx, 'state', v.verdict, 'applied_at', ARGV[2])
      redis.call('hdel', tx, 'error')
      if v.verdict == 'applied' then redis.call('hdel', tx, 'discard') else release_keys(tx) end
      -- Once only: a repeat's position is later than the commit, and would let it retire behind its successors.
      local lsn, score = position(v)
      redis.call('hset', tx, 'lsn', lsn, 'origin', ARGV[3])
      redis.call('zrem', p .. 'queue', v.id)
      redis.call('zrem', p .. 'held', v.id)
      redis.call('zrem', p .. 'dead', v.id)
      redis.call('zrem', p .. 'retry', v.id)
      redis.call('zadd', p .. 'applied', score, v.id)
      changed(v.id)
    end
    release(v.id)
  elseif state and not settled[state] and state ~= 'dead' then
    local sequence = redis.call('hget', tx, 'sequence')
    redis.call('hset', tx, 'error', v.error)
    if v.verdict == 'refused' then
      counts.refused = counts.refused + 1
      redis.call('hincrby', tx, 'attempts', 1)
      redis.call('hset', tx, 'state', 'dead')
      redis.call('zrem', p .. 'retry', v.id)
      redis.call('zrem', p .. 'queue', v.id)
      redis.call('zrem', p .. 'held', v.id)
      redis.call('zadd', p .. 'dead', sequence, v.id)
      changed(v.id)
    elseif v.verdict == 'held' then
      if state ~= 'held' then counts.held = counts.held + 1 end
      redis.call('hset', tx, 'state', 'held')
      if state ~= 'held' then changed(v.id) end
      -- Waiting for a transaction of this site: parked until that one is settled. Waiting for another site's record:
      -- it stays in the queue and is asked again.
      if not blocked(tx) then
        postpone(tx, v)
      elseif redis.call('zrem', p .. 'queue', v.id) == 1 then
        redis.call('zadd', p .. 'held', sequence, v.id)
      end
    else
      counts.fault = counts.fault + 1
      postpone(tx, v)
    end
  end
end
return {counts.applied, counts.refused, counts.held, counts.fault}
`;
