import { changed } from './changed.ts';

/**
 * Takes everything applied at or below a replayed position out of the overlay. What is left of a transaction is its
 * receipt; the ledger on the replica answers when that has expired too.
 */
export const retire = `#!lua flags=allow-oom
-- KEYS[1] prefix
-- ARGV[1] replayed position as score, [2] seconds a receipt is kept, [3] at most how many, [4] origin of the position:
--         system id and timeline, without which it cannot be compared
-- Returns {looked at, retired, still applied but not replicated}
local p = KEYS[1]
${changed}
local ids = redis.call('zrangebyscore', p .. 'applied', '-inf', ARGV[1], 'limit', 0, tonumber(ARGV[3]))
local retired = 0
local function retire(id)
  local tx = p .. 'transaction:' .. id
  local fields = redis.call('hmget', tx, 'plan', 'lsn', 'state', 'origin', 'lane')
  if not fields[1] then return redis.call('zrem', p .. 'applied', id) end
  if fields[4] ~= ARGV[4] then return end
  local touches = cjson.decode(fields[1]).touches
  -- In the order of acceptance: without the replica a record is shown as its pending steps make it, and an earlier step alone,
  -- whose verdict was lost and comes again later, would show it as it was before this one.
  for _, touch in ipairs(touches) do
    if redis.call('zrange', p .. 'record:' .. touch.entity .. ':' .. touch.id, 0, 0)[1] ~= id then return 'waits' end
  end
  local score = tonumber(redis.call('zscore', p .. 'applied', id))
  retired = retired + 1
  for _, touch in ipairs(touches) do
    local name = touch.entity .. ':' .. touch.id
    redis.call('zrem', p .. 'record:' .. name, id)
    local natural = p .. 'natural:' .. touch.entity
    if touch.natural and redis.call('hget', natural, touch.natural) == touch.id then
      redis.call('hdel', natural, touch.natural)
    end
    local earlier = p .. 'parents:' .. name
    if redis.call('exists', p .. 'record:' .. name) == 1 then
      -- What is still pending may have been decided on a parent that only this one names, and end up under it.
      for _, parent in ipairs(touch.parents) do redis.call('sadd', earlier, parent) end
    else
      redis.call('srem', p .. 'records:' .. touch.entity, touch.id)
      for _, parents in ipairs({touch.parents, redis.call('smembers', earlier)}) do
        for _, parent in ipairs(parents) do
          redis.call('srem', p .. 'children:' .. touch.entity .. ':' .. parent, touch.id)
        end
      end
      redis.call('del', earlier)
    end
  end
  redis.call('zrem', p .. 'lane:' .. fields[5], id)
  redis.call('del', p .. 'successors:' .. id)
  if fields[3] == 'applied' then redis.call('hset', tx, 'state', 'replicated') end
  redis.call('hdel', tx, 'body', 'plan', 'after', 'original')
  redis.call('expire', tx, ARGV[2])
  changed(id)
  redis.call('zrem', p .. 'applied', id)
  -- The highest position ever retired, under this origin: a late verdict may bring a lower one.
  local mark = redis.call('hmget', p .. 'meta', 'watermark_score', 'watermark_origin')
  if mark[2] ~= ARGV[4] or score > tonumber(mark[1]) then
    redis.call('hset', p .. 'meta', 'watermark', fields[2], 'watermark_score', string.format('%.0f', score), 'watermark_origin', ARGV[4])
  end
end
-- What was applied in one call has one position: it is looked through again as long as something could go.
local waiting = ids
repeat
  local before, still = #waiting, {}
  for _, id in ipairs(waiting) do
    if retire(id) == 'waits' then still[#still + 1] = id end
  end
  waiting = still
until #waiting == 0 or #waiting == before
return {#ids, retired, redis.call('zcard', p .. 'applied')}
`;
