import { changed } from './changed.ts';

/**
 * Does what an operator has decided about a dead letter, and records it with the transaction. Only a transaction that is
 * dead at this moment is touched: what was applied or decided meanwhile stays as it is.
 */
export const operate = `#!lua flags=allow-oom
-- KEYS[1] prefix
-- ARGV[1] transaction id, [2] 'retry' | 'amend' | 'discard', [3] record of the act (JSON text: act, by, at, reason),
--         [4] amended body (JSON text) or empty, [5] its plan (JSON text), [6] its SHA-256
-- Returns {'done', state}, {'unknown'}, {'state', state}, {'exists', record id}
local p, id, act = KEYS[1], ARGV[1], ARGV[2]
local tx = p .. 'transaction:' .. id
${changed}
local fields = redis.call('hmget', tx, 'state', 'sequence', 'acts', 'original', 'body', 'plan')
local state, sequence = fields[1], fields[2]
if not state then return {'unknown'} end
if state ~= 'dead' then return {'state', state} end

if act == 'amend' then
  local old, new = cjson.decode(fields[6]), cjson.decode(ARGV[5])
  for i, touch in ipairs(new.touches) do
    local natural = p .. 'natural:' .. touch.entity
    local taken = touch.natural and redis.call('hget', natural, touch.natural)
    if taken and taken ~= touch.id then return {'exists', taken} end
  end
  for i, touch in ipairs(new.touches) do
    local natural = p .. 'natural:' .. touch.entity
    if old.touches[i].natural then redis.call('hdel', natural, old.touches[i].natural) end
    if touch.natural then redis.call('hset', natural, touch.natural, touch.id) end
    for _, parent in ipairs(touch.parents) do
      redis.call('sadd', p .. 'children:' .. touch.entity .. ':' .. parent, touch.id)
    end
    -- A list by a parent that is no longer named must still find the record: for retire to take away with the last.
    for _, parent in ipairs(old.touches[i].parents) do
      redis.call('sadd', p .. 'parents:' .. touch.entity .. ':' .. touch.id, parent)
    end
  end
  redis.call('hincrby', p .. 'meta', 'bytes', #ARGV[4] - #fields[5])
  redis.call('hset', tx, 'body', ARGV[4], 'plan', ARGV[5], 'digest', ARGV[6], 'original', fields[4] or fields[5])
end
local acts = cjson.decode(fields[3] or '[]')
acts[#acts + 1] = cjson.decode(ARGV[3])
redis.call('hset', tx, 'acts', cjson.encode(acts))
if act == 'discard' then
  -- Dead until main has it in the ledger, and listed as such: only then may its successors go on.
  redis.call('hset', tx, 'discard', '1')
else
  state = 'buffered'
  redis.call('hset', tx, 'state', state)
  redis.call('hdel', tx, 'error', 'discard')
  redis.call('zrem', p .. 'dead', id)
  changed(id, act == 'amend')
end
redis.call('zrem', p .. 'retry', id)
redis.call('zadd', p .. 'queue', sequence, id)
return {'done', state}
`;
