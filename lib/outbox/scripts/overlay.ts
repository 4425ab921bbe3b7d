/** The transactions that touch some records of an entity and have not been seen replicated, with the watermark. */
export const overlay = `
-- KEYS[1] prefix
-- ARGV[1] entity, [2] 'all' | 'ids' | 'children', [3..] record ids, or parents as column=value
-- Returns {watermark, its origin, {record id, ...}, {{transaction id, sequence, state, body}, ...}, {id, digest}}: the last is where
--         the log of changes ends, empty while there is none
local p, entity, mode = KEYS[1], ARGV[1], ARGV[2]
local mark = redis.call('hmget', p .. 'meta', 'watermark', 'watermark_origin')
local ids = {}
if mode == 'all' then
  ids = redis.call('smembers', p .. 'records:' .. entity)
elseif mode == 'ids' then
  for i = 3, #ARGV do ids[#ids + 1] = ARGV[i] end
else
  local sets = {p .. 'children:' .. entity .. ':?'}
  for i = 3, #ARGV do sets[#sets + 1] = p .. 'children:' .. entity .. ':' .. ARGV[i] end
  ids = redis.call('sunion', unpack(sets))
end
local pending, found, transactions = {}, {}, {}
for _, record_id in ipairs(ids) do
  local touching = redis.call('zrange', p .. 'record:' .. entity .. ':' .. record_id, 0, -1)
  if #touching > 0 then pending[#pending + 1] = record_id end
  for _, id in ipairs(touching) do
    if not found[id] then
      found[id] = true
      local fields = redis.call('hmget', p .. 'transaction:' .. id, 'sequence', 'state', 'body')
      transactions[#transactions + 1] = {id, fields[1], fields[2], fields[3]}
    end
  end
end
local last = redis.call('xrevrange', p .. 'changes', '+', '-', 'count', 1)[1]
return {mark[1] or '0/0', mark[2] or '', pending, transactions, last and {last[1], last[2][2]} or {}}
`;
