/** Entries of the log of changes looked at in one run: two milliseconds. */
const ENTRIES = 2_000;

/**
 * The transactions whose state has changed since somebody looked, by the log of changes (scripts/changed.ts), each with its state
 * now. Where the log does not have the entry any more, everything pending is gone through once, a stretch in each run: first
 * what is applied by position and id, then what is not by number and id. What moves meanwhile from one list to the other is
 * in the log behind the entry to go on from.
 */
export const feed = `
-- KEYS[1] prefix
-- ARGV[1] where to begin: 'log', 'applied', 'waiting', or 'end' to learn where the log ends, [2], [3] id and digest of the log's
--         entry to follow from, empty for none, [4], [5] score and id in the list behind which to go on, [6] most transactions,
--         [7] bytes of plans with which it is enough
-- Returns {watermark, its origin, {where, id, digest, score, id}, '1' when there is more, {{transaction id, state, fingerprint,
--         body without its steps, plan}, ...}}
local p, where, entry, digest, score, behind = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local most, room, shown, bytes = tonumber(ARGV[6]), tonumber(ARGV[7]), {}, 0
local mark = redis.call('hmget', p .. 'meta', 'watermark', 'watermark_origin')
local last = redis.call('xrevrange', p .. 'changes', '+', '-', 'count', 1)[1]
local last_entry, last_digest = last and last[1] or '', last and last[2][2] or ''

local function answer(more)
  return {mark[1] or '0/0', mark[2] or '', {where, entry, digest, score, behind}, more and '1' or '0', shown}
end
local function is_full() return #shown >= most or bytes >= room end
local function show(id)
  local fields = redis.call('hmget', p .. 'transaction:' .. id, 'state', 'fingerprint', 'body', 'plan')
  -- Without a plan it has been retired: the ledger tells.
  if not fields[4] then return end
  bytes = bytes + #fields[4]
  -- The steps are most of a body, and the plan says what they touch.
  local head = string.match(fields[3], '^(.-),"steps":%[')
  shown[#shown + 1] = {id, fields[1], fields[2], head and head .. '}' or fields[3], fields[4]}
end

if where == 'end' then
  where, entry, digest = 'log', last_entry, last_digest
  return answer(false)
end
if where == 'log' then
  if entry == last_entry and digest == last_digest then return answer(false) end
  local log = entry ~= '' and redis.call('xrange', p .. 'changes', entry, '+', 'count', ${ENTRIES}) or {}
  if log[1] and log[1][1] == entry and log[1][2][2] == digest then
    local seen = {}
    for i = 2, #log do
      if is_full() then break end
      local id = log[i][2][4]
      if not seen[id] then show(id) end
      seen[id] = true
      entry, digest = log[i][1], log[i][2][2]
    end
    return answer(entry ~= last_entry)
  end
  where, entry, digest, score, behind = 'applied', last_entry, last_digest, '-1', ''
end

-- The members behind (score, id) in that order, at most as many as are wanted.
local function page(lists)
  local found = {}
  for _, list in ipairs(lists) do
    local from, taken = 0, 0
    repeat
      local part = redis.call('zrangebyscore', p .. list, score, '+inf', 'withscores', 'limit', from, most)
      for i = 1, #part, 2 do
        if taken < most and (tonumber(part[i + 1]) > tonumber(score) or part[i] > behind) then
          found[#found + 1] = {part[i], part[i + 1], tonumber(part[i + 1])}
          taken = taken + 1
        end
      end
      from = from + most
    until #part < 2 * most or taken == most
  end
  table.sort(found, function(a, b) return a[3] < b[3] or a[3] == b[3] and a[1] < b[1] end)
  return found
end
-- Whether that was all of them.
local function gone_through(lists)
  local members = page(lists)
  for i, member in ipairs(members) do
    if i > most or is_full() then return false end
    show(member[1])
    behind, score = member[1], member[2]
  end
  return #members < most
end
if where == 'applied' then
  if not gone_through({'applied'}) then return answer(true) end
  where, score, behind = 'waiting', '-1', ''
end
if not gone_through({'queue', 'held', 'dead'}) then return answer(true) end
where, score, behind = 'log', '', ''
return answer(entry ~= last_entry)
`;
