-- One operation on the record of one breaker. Redis 6.2 and later.
--
-- KEYS: the record (a hash), the instances that reported and those that vote (sorted sets by the time of the last report).
-- ARGV: the operation, what it needs (see each), and for "move" and "complete" at the end the channel and the breaker's name.
-- The answer is always the same: done, version, state, milliseconds left, attempt, by, why, votes, seen, holder,
-- milliseconds left of the lease, milliseconds of the clock; all as texts.
local time = redis.call('TIME')
local micros = tonumber(time[1]) * 1000000 + tonumber(time[2])
local now = math.floor(micros / 1000)

local SEEN, VOTE, YIELD, KEEP = 30000, 10000, 1000, 600000

local record, instances, votes = KEYS[1], KEYS[2], KEYS[3]
local op = ARGV[1]

local function text(number)
    return string.format('%.0f', number) -- tostring() rounds to 14 digits
end

local now_known = redis.call('HMGET', record,
    'version', 'state', 'until', 'attempt', 'by', 'why', 'holder', 'token', 'lease', 'loser')
local version = now_known[1] or '0'
local state = now_known[2] or 'CLOSED'
local wait_ends = tonumber(now_known[3] or '0') or 0
local attempt = now_known[4] or '0'
local by = now_known[5] or ''
local why = now_known[6] or ''
local holder = now_known[7] or ''
local token = now_known[8] or ''
local lease_ends = tonumber(now_known[9] or '0') or 0
local loser = now_known[10] or ''

local function lease_runs()
    return token ~= '' and now < lease_ends
end

-- The record is kept for twice what it waits for, and at least ten minutes.
local function keep(wait)
    local wanted = math.max(KEEP, 2 * wait)
    if redis.call('PTTL', record) < wanted / 2 then
        redis.call('PEXPIRE', record, text(wanted))
    end
end

local function move(to, lasts, new_attempt, new_by, new_why, new_loser)
    version = text(math.max((tonumber(version) or 0) + 1, micros))
    state, wait_ends, attempt, by, why = to, now + tonumber(lasts), new_attempt, new_by, new_why
    holder, token, lease_ends, loser = '', '', 0, new_loser
    redis.call('HSET', record,
        'version', version, 'state', state, 'until', text(wait_ends), 'attempt', attempt, 'by', by, 'why', why,
        'holder', '', 'token', '', 'lease', '0', 'loser', loser)
    redis.call('PEXPIRE', record, text(math.max(KEEP, 2 * tonumber(lasts))))
    redis.call('DEL', votes)
end

local done = true
if op == 'report' then -- instance, active, vote, version seen
    if ARGV[3] == '1' then
        redis.call('ZADD', instances, text(now), ARGV[2])
        redis.call('PEXPIRE', instances, SEEN + 1)
    else
        redis.call('ZREM', instances, ARGV[2])
    end
    if ARGV[4] == '1' and ARGV[5] == version then
        redis.call('ZADD', votes, text(now), ARGV[2])
        redis.call('PEXPIRE', votes, VOTE + 1)
    else
        redis.call('ZREM', votes, ARGV[2])
    end
    if version ~= '0' then
        keep(math.max(0, wait_ends - now))
    end
elseif op == 'move' then -- version seen, to, milliseconds, attempt, by, why, not after
    done = ARGV[2] == version and now < tonumber(ARGV[8])
    if done then
        move(ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7], '')
    end
elseif op == 'complete' then -- token, to, milliseconds, attempt, by, why, not after
    done = lease_runs() and ARGV[2] == token and now < tonumber(ARGV[8])
    if done then
        move(ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7], ARGV[3] == 'CLOSED' and '' or holder)
    end
elseif op == 'lease' then -- instance, token, milliseconds, not after
    local prolongs = lease_runs() and ARGV[3] == token
    local yields = ARGV[2] == loser and now < wait_ends + YIELD
    local free = not lease_runs() and not yields
    done = state ~= 'CLOSED' and now >= wait_ends and (prolongs or free) and now < tonumber(ARGV[5])
    if done then -- the version stays: nothing has changed for the others
        holder, token, lease_ends = ARGV[2], ARGV[3], now + tonumber(ARGV[4])
        redis.call('HSET', record, 'holder', holder, 'token', token, 'lease', text(lease_ends))
        keep(tonumber(ARGV[4]))
    end
else
    return redis.error_reply('ERR switchgear: unknown operation')
end

redis.call('ZREMRANGEBYSCORE', instances, '-inf', '(' .. text(now - SEEN))
redis.call('ZREMRANGEBYSCORE', votes, '-inf', '(' .. text(now - VOTE))
local leased = lease_runs()
local reply = {
    done and '1' or '0', version, state,
    state == 'CLOSED' and '0' or text(math.max(0, wait_ends - now)),
    attempt, by, why,
    text(redis.call('ZCARD', votes)), text(redis.call('ZCARD', instances)),
    leased and holder or '', leased and text(lease_ends - now) or '0', text(now),
}

if done and (op == 'move' or op == 'complete') then
    -- The number of the format, the breaker, and the answer; "%" and "|" in texts are escaped.
    local parts = { '1', (ARGV[10]:gsub('[%%|]', { ['%'] = '%25', ['|'] = '%7C' })) }
    for i = 1, #reply do
        parts[i + 2] = (reply[i]:gsub('[%%|]', { ['%'] = '%25', ['|'] = '%7C' }))
    end
    redis.call('PUBLISH', ARGV[9], table.concat(parts, '|'))
end
return reply
