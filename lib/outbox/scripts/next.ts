/** The next transactions to send, in order of acceptance. Nothing is removed: an entry leaves the queue when it is settled. */
export const next = `
-- KEYS[1] prefix
-- ARGV[1] sequence behind which to begin, [2] how many
-- Returns {{transaction id, sequence, attempts, after (JSON text), body (JSON text), fingerprint,
--          acts (JSON text), '1' to discard}, ...}
local p, entries = KEYS[1], {}
for _, id in ipairs(redis.call('zrangebyscore', p .. 'queue', '(' .. ARGV[1], '+inf', 'limit', 0, tonumber(ARGV[2]))) do
  local fields = redis.call('hmget', p .. 'transaction:' .. id, 'sequence', 'attempts', 'after', 'body', 'fingerprint',
    'acts', 'discard')
  entries[#entries + 1] = {id, fields[1], fields[2], fields[3], fields[4], fields[5], fields[6], fields[7]}
end
return entries
`;
