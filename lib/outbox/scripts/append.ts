import { changed } from './changed.ts';

/**
 * Appends one transaction, or says why not. All checks come before the first write, and a transaction that is there
 * already answers its stored receipt: a client library that lost the reply may send it again.
 */
export const append = `
-- KEYS[1] prefix of the site's keys
-- ARGV[1] transaction id, [2] body (JSON text), [3] plan (JSON text: touches), [4] SHA-256 of the body, [5] what else is known of it (JSON
--         text: lane, created_at, fingerprint, schema_version; seen, one for each touch; refers, as entity:id), [6], [7] most
--         unapplied transactions and bytes of bodies; and for a transaction that main has applied already: [8] when, [9] lsn,
--         [10] its score, [11] origin. Such a one is only laid over the replica until it is replicated: it takes no number of
--         its own and no place among the unapplied.
-- Returns {'stored', sequence, series}, {'repeated'}, {'full', count}, {'exists', record id}, {'changed', record id}
local p, id, touches, known, applied = KEYS[1], ARGV[1], cjson.decode(ARGV[3]).touches, cjson.decode(ARGV[5]), ARGV[8]
local tx = p .. 'transaction:' .. id
${changed}
if redis.call('exists', tx) == 1 then
  return {'repeated'}
end
local unapplied = redis.call('zcard', p .. 'queue') + redis.call('zcard', p .. 'held') + redis.call('zcard', p .. 'dead')
local meta = redis.call('hmget', p .. 'meta', 'bytes', 'sequence', 'series')
local bytes = tonumber(meta[1] or 0) + #ARGV[2]
if not applied and (unapplied >= tonumber(ARGV[6]) or bytes > tonumber(ARGV[7])) then
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
local tips, lane_touched = {}, false
for i, touch in ipairs(touches) do
  local record = touch.entity .. ':' .. touch.id
  local tip = follow(p .. 'record:' .. record)
  tips[i], lane_touched = tip, lane_touched or record == known.lane
  if applied then
    -- Main has decided.
  elseif touch.operation == 'create' then
    if tip ~= '' then return {'exists', touch.id} end
    local taken = touch.natural and redis.call('hget', p .. 'natural:' .. touch.entity, touch.natural)
    if taken then return {'exists', taken} end
  elseif tip ~= known.seen[i] then
    return {'changed', touch.id}
  end
end
-- The lane: those that touch the record it is named for are in that record's list, all others in one of its own.
if not lane_touched then follow(p .. 'record:' .. known.lane) end
follow(p .. 'lane:' .. known.lane)
for _, record in ipairs(known.refers) do follow(p .. 'record:' .. record) end

-- With the fingerprint: on main, the id alone could be that of another call made elsewhere with the same key.
local state, list, named = 'buffered', 'queue', {}
for i, other in ipairs(after) do
  local fields = redis.call('hmget', p .. 'transaction:' .. other, 'state', 'fingerprint')
  if fields[1] == 'dead' or fields[1] == 'held' then state, list = 'held', 'held' end
  named[i] = {id = other, fingerprint = fields[2]}
end
local sequence, series = tonumber(meta[2] or 0) + 1, meta[3]
if applied then
  state, list, sequence = 'applied', 'applied', sequence - 0.5
else
  -- An outbox that begins anew, with nothing left of the one before, begins a new series of numbers: its first id names it.
  series = series or id
  redis.call('hset', p .. 'meta', 'bytes', bytes, 'sequence', sequence, 'series', series)
end
redis.call('hset', tx, 'sequence', sequence, 'state', state, 'lane', known.lane, 'created_at', known.created_at,
  'fingerprint', known.fingerprint, 'digest', ARGV[4], 'schema_version', known.schema_version,
  'attempts', 0, 'after', #named == 0 and '[]' or cjson.encode(named), 'body', ARGV[2], 'plan', ARGV[3])
if applied then
  redis.call('hset', tx, 'applied_at', applied, 'lsn', ARGV[9], 'origin', ARGV[11])
end
redis.call('zadd', p .. list, applied and ARGV[10] or sequence, id)
if not lane_touched then redis.call('zadd', p .. 'lane:' .. known.lane, sequence, id) end
for i, touch in ipairs(touches) do
  redis.call('zadd', p .. 'record:' .. touch.entity .. ':' .. touch.id, sequence, id)
  if tips[i] == '' then redis.call('sadd', p .. 'records:' .. touch.entity, touch.id) end
  for _, parent in ipairs(touch.parents) do
    redis.call('sadd', p .. 'children:' .. touch.entity .. ':' .. parent, touch.id)
  end
  if touch.natural then redis.call('hset', p .. 'natural:' .. touch.entity, touch.natural, touch.id) end
end
for _, other in ipairs(after) do redis.call('sadd', p .. 'successors:' .. other, id) end
changed(id, true)
return {'stored', tostring(sequence), series}
`;
