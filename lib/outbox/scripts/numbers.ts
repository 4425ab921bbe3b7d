/** Every number of this outbox whose transaction has not been retired, in one look. */
export const numbers = `
-- KEYS[1] prefix
-- Returns {series or false, last number given, watermark, its origin, {number, transaction id, number, ...}}
local p, found = KEYS[1], {}
local meta = redis.call('hmget', p .. 'meta', 'series', 'sequence', 'watermark', 'watermark_origin')
for _, list in ipairs({'queue', 'held', 'dead'}) do
  local page = redis.call('zrange', p .. list, 0, -1, 'withscores')
  for i = 1, #page, 2 do
    found[#found + 1] = page[i + 1]
    found[#found + 1] = page[i]
  end
end
for _, id in ipairs(redis.call('zrange', p .. 'applied', 0, -1)) do
  found[#found + 1] = redis.call('hget', p .. 'transaction:' .. id, 'sequence')
  found[#found + 1] = id
end
return {meta[1], meta[2] or '0', meta[3] or '0/0', meta[4] or '', found}
`;
