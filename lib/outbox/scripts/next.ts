/** The next transactions to send, in order of acceptance. Nothing is removed: an entry leaves the queue when it is settled. */
export const next = `
-- KEYS[1] prefix
-- ARGV[1] sequence behind which to begin, [2] how many, [3] now (ms): what is to be tried again later is passed over
-- Returns {series, {{transaction id, sequence, attempts, after (JSON text), body (JSON text), fingerprint, digest,
--          schema version, acts (JSON text), '1' to discard, times it could not be taken}, ...}}
local p, count, now, entries = KEYS[1], tonumber(ARGV[2]), tonumber(ARGV[3]), {}
local series = redis.call('hget', p .. 'meta', 'series')
local behind = '(' .. ARGV[1]
while #entries < count do
  local page = redis.call('zrangebyscore', p .. 'queue', behind, '+inf', 'withscores', 'limit', 0, count)
  if #page == 0 then return {series, entries} end
  for i = 1, #page, 2 do
    local id = page[i]
    behind = '(' .. page[i + 1]
    if #entries < count and tonumber(redis.call('zscore', p .. 'retry', id) or 0) <= now then
      local fields = redis.call('hmget', p .. 'transaction:' .. id, 'sequence', 'attempts', 'after', 'body', 'fingerprint',
        'digest', 'schema_version', 'acts', 'discard', 'faults')
      entries[#entries + 1] = {id, unpack(fields, 1, 10)}
    end
  end
end
return {series, entries}
`;
