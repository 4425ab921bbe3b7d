/** What has changed of an entity's pending transactions since somebody read them all, by the log of changes (scripts/changed.ts). */
export const news = `
-- KEYS[1] prefix
-- ARGV[1] entity, [2], [3] id and digest of the log's last entry at that time
-- Returns {watermark, its origin, id and digest of the last entry now, {{transaction id, sequence, state, body}, ...}}: an empty
--         body where it is the one of that time, only the transaction id where it has gone. Nothing when the log does not have
--         that entry, or has so many behind it that reading all costs less.
local p, entity = KEYS[1], ARGV[1]
local most = 1000 + redis.call('scard', p .. 'records:' .. entity)
local log = redis.call('xrange', p .. 'changes', ARGV[2], '+', 'count', most)
if #log == 0 or #log == most or log[1][1] ~= ARGV[2] or log[1][2][2] ~= ARGV[3] then return false end

local function touches(plan)
  for _, touch in ipairs(cjson.decode(plan).touches) do
    if touch.entity == entity then return true end
  end
end
local order, with_body, transactions = {}, {}, {}
for i = 2, #log do
  local id, body_too = log[i][2][4], log[i][2][6] == '1'
  if with_body[id] == nil then order[#order + 1] = id end
  with_body[id] = with_body[id] or body_too
end
for _, id in ipairs(order) do
  local tx = p .. 'transaction:' .. id
  if redis.call('hexists', tx, 'plan') == 0 then
    transactions[#transactions + 1] = {id}
  elseif not with_body[id] then
    -- Pending then as it is now: whoever read all has it, or it is another entity's.
    local fields = redis.call('hmget', tx, 'sequence', 'state')
    transactions[#transactions + 1] = {id, fields[1], fields[2], ''}
  else
    local fields = redis.call('hmget', tx, 'sequence', 'state', 'body', 'plan')
    if touches(fields[4]) then transactions[#transactions + 1] = {id, fields[1], fields[2], fields[3]} end
  end
end
local mark = redis.call('hmget', p .. 'meta', 'watermark', 'watermark_origin')
local last = log[#log]
return {mark[1] or '0/0', mark[2] or '', last[1], last[2][2], transactions}
`;
