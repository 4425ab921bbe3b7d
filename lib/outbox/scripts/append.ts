/**
 * Appends one transaction, or says why not. All checks come before the first write, and a transaction that is there
 * already answers its stored receipt: a client library that lost the reply may send it again.
 */
export const append = `
-- KEYS[1] prefix of the site's keys
-- ARGV[1] transaction id, [2] body (JSON text), [3] plan (JSON text: lane, created_at, fingerprint, touches, refers),
--         [4] SHA-256 of the body, [5], [6] most unapplied transactions and bytes of bodies; and for a transaction that main
--         has applied already: [7] when, [8] lsn, [9] its score, [10] origin. Such a one is only laid over the replica until it is replicated:
--         it takes no number of its own and no place among the unapplied.
-- Returns {'stored', sequence, series}, {'repeated'}, {'full', count}, {'exists', record id}, {'changed', record id}
local p, id, plan, applied = KEYS[1], ARGV[1], cjson.decode(ARGV[3]), ARGV[7]
local tx = p .. 'transaction:' .. id
if redis.call('exists', tx) == 1 then
  return {'repeated'}
end
local unapplied = redis.call('zcard', p .. 'queue') + redis.call('zcard', p .. 'held') + redis.call('zcard', p .. 'dead')
local bytes = tonumber(redis.call('hget', p .. 'meta', 'bytes') or 0) + #ARGV[2]
if not applied and (unapplied >= tonumber(ARGV[5]) or bytes > tonumber(ARGV[6])) then
  return {'full', tostring(unapplied)}
end

local after, seen = {}, {}
local function follow(list)
  local last = redis.call('zrange', list, -1, -1)[1]
  if last and not seen[last] then
    seen[last] = true
    after[#after + 1] = last
  end
  return last or ''
end
for _, touch in ipairs(plan.touches) do
  local tip = follow(p .. 'record:' .. touch.entity .. ':' .. touch.id)
  if applied then
    -- Main has decided.
  elseif touch.operation == 'create' then
    if tip ~= '' then return {'exists', touch.id} end
    local taken = touch.natural and redis.call('hget', p .. 'natural:' .. touch.entity, touch.natural)
    if taken then return {'exists', taken} end
  elseif tip ~= touch.seen then
    return {'changed', touch.id}
  end
end
follow(p .. 'lane:' .. plan.lane)
for _, refer in ipairs(plan.refers) do follow(p .. 'record:' .. refer.entity .. ':' .. refer.id) end

-- With the fingerprint: on main, the id alone could be that of another call made elsewhere with the same key.
local state, list, named = 'buffered', 'queue', {}
for i, other in ipairs(after) do
  local fields = redis.call('hmget', p .. 'transaction:' .. other, 'state', 'fingerprint')
  if fields[1] == 'dead' or fields[1] == 'held' then state, list = 'held', 'held' end
  named[i] = {id = other, fingerprint = fields[2]}
end
local sequence
if applied then
  state, list, sequence = 'applied', 'applied', (redis.call('hget', p .. 'meta', 'sequence') or 0) + 0.5
else
  sequence = redis.call('hincrby', p .. 'meta', 'sequence', 1)
  -- An outbox that begins anew, with nothing left of the one before, begins a new series of numbers: its first id names it.
  redis.call('hsetnx', p .. 'meta', 'series', id)
  redis.call('hset', p .. 'meta', 'bytes', bytes)
end
redis.call('hset', tx, 'sequence', sequence, 'state', state, 'lane', plan.lane, 'created_at', plan.created_at,
  'fingerprint', plan.fingerprint, 'digest', ARGV[4], 'schema_version', plan.schema_version,
  'attempts', 0, 'body', ARGV[2], 'plan', ARGV[3], 'after', #named == 0 and '[]' or cjson.encode(named))
if applied then
  redis.call('hset', tx, 'applied_at', applied, 'lsn', ARGV[8], 'origin', ARGV[10])
end
redis.call('zadd', p .. list, applied and ARGV[9] or sequence, id)
redis.call('zadd', p .. 'lane:' .. plan.lane, sequence, id)
for _, touch in ipairs(plan.touches) do
  redis.call('zadd', p .. 'record:' .. touch.entity .. ':' .. touch.id, sequence, id)
  redis.call('sadd', p .. 'records:' .. touch.entity, touch.id)
  for _, parent in ipairs(touch.parents) do
    redis.call('sadd', p .. 'children:' .. touch.entity .. ':' .. parent, touch.id)
    redis.call('sadd', p .. 'parents:' .. touch.entity .. ':' .. touch.id, parent)
  end
  if touch.natural then redis.call('hset', p .. 'natural:' .. touch.entity, touch.natural, touch.id) end
end
for _, other in ipairs(after) do redis.call('sadd', p .. 'successors:' .. other, id) end
return {'stored', tostring(sequence), redis.call('hget', p .. 'meta', 'series')}
`;
