-- SPDX-License-Identifier: Apache-2.0
-- One operation on the record of one breaker. All its keys have one hash tag, so they are in one slot of a cluster.
-- KEYS: the record (hash), the instances that reported, the votes (sorted sets by time in ms).
-- ARGV: operation, channel, breaker, and what the operation needs. The texts are escaped by the client.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local micros = time[1] * 1000000 + time[2]

local SEEN_MS, VOTE_MS, YIELD_MS = 30000, 10000, 1000
-- After these times a fleet that is gone has left nothing.
local SHORTEST_TTL, REPORTS_TTL = 600000, 60000

local function text(number) return string.format('%.0f', number) end

local h = redis.call('HMGET', KEYS[1], 'v', 's', 'until', 'attempt', 'by', 'why', 'holder', 'token', 'lease', 'loser')
local version = tonumber(h[1] or '0')
local state = h[2] or 'CLOSED'
local until_ms = tonumber(h[3] or '0')
local attempt, by, why = h[4] or '0', h[5] or '', h[6] or ''
local holder, token = h[7] or '', h[8] or ''
local lease_until = tonumber(h[9] or '0')
local loser = h[10] or ''

local function leased() return token ~= '' and now < lease_until end

-- The version grows although the store may forget: it is at least the time.
local function move(to, lasts, new_attempt, new_by, new_why, new_loser)
    version = math.max(version + 1, micros)
    state, until_ms = to, now + tonumber(lasts)
    attempt, by, why = new_attempt, new_by, new_why
    holder, token, lease_until, loser = '', '', 0, new_loser
    redis.call('HSET', KEYS[1], 'v', text(version), 's', state, 'until', text(until_ms), 'attempt', attempt, 'by', by,
        'why', why, 'holder', '', 'token', '', 'lease', '0', 'loser', loser)
    redis.call('PEXPIRE', KEYS[1], math.max(SHORTEST_TTL, 2 * tonumber(lasts)))
    redis.call('DEL', KEYS[3])
    redis.call('PUBLISH', ARGV[2], table.concat(
        {'1', ARGV[3], text(version), state, lasts, attempt, by, why, text(now)}, '|'))
end

local done = 0
local op = ARGV[1]
if op == 'report' then
    local instance, active, vote, seen_version = ARGV[4], ARGV[5], ARGV[6], ARGV[7]
    if active == '1' then redis.call('ZADD', KEYS[2], now, instance) else redis.call('ZREM', KEYS[2], instance) end
    -- A vote counts only for the record that the instance knows.
    if vote == '1' and seen_version == text(version) then
        redis.call('ZADD', KEYS[3], now, instance)
    else
        redis.call('ZREM', KEYS[3], instance)
    end
    redis.call('PEXPIRE', KEYS[2], REPORTS_TTL)
    redis.call('PEXPIRE', KEYS[3], REPORTS_TTL)
    done = 1
elseif op == 'move' then
    local seen_version, not_after = ARGV[4], tonumber(ARGV[5])
    if seen_version == text(version) and now < not_after then
        move(ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10], '')
        done = 1
    end
elseif op == 'lease' then
    local instance, wanted, ttl, not_after = ARGV[4], ARGV[5], tonumber(ARGV[6]), tonumber(ARGV[7])
    local prolongs = leased() and token == wanted
    local yields = instance == loser and now < until_ms + YIELD_MS
    if state ~= 'CLOSED' and now >= until_ms and now < not_after and (prolongs or (not leased() and not yields)) then
        holder, token, lease_until = instance, wanted, now + ttl
        redis.call('HSET', KEYS[1], 'holder', holder, 'token', token, 'lease', text(lease_until))
        redis.call('PEXPIRE', KEYS[1], math.max(SHORTEST_TTL, 2 * ttl))
        done = 1
    end
elseif op == 'complete' then
    local used, not_after = ARGV[4], tonumber(ARGV[5])
    if leased() and token == used and now < not_after then
        local lost = ''
        if ARGV[6] ~= 'CLOSED' then lost = holder end
        move(ARGV[6], ARGV[7], ARGV[8], ARGV[9], ARGV[10], lost)
        done = 1
    end
end

redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - SEEN_MS - 1)
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - VOTE_MS - 1)
local left, lease_left, by_whom = 0, 0, ''
if state ~= 'CLOSED' then left = math.max(0, until_ms - now) end
if leased() then lease_left, by_whom = lease_until - now, holder end
return {text(done), text(version), state, text(left), attempt, by, why, text(redis.call('ZCARD', KEYS[3])),
    text(redis.call('ZCARD', KEYS[2])), by_whom, text(lease_left), text(now)}
