-- SPDX-License-Identifier: Apache-2.0
-- The tables of a fleet's store. The key is a digest of fleet, group and breaker, whose names may be long.
CREATE TABLE IF NOT EXISTS switchgear_fleet_record (
    record_key CHAR(64) NOT NULL PRIMARY KEY,
    fleet VARCHAR(1000) NOT NULL,
    fleet_group VARCHAR(1000) NOT NULL,
    breaker VARCHAR(40000) NOT NULL,
    version BIGINT NOT NULL,
    state VARCHAR(10) NOT NULL,
    until_at TIMESTAMP WITH TIME ZONE NOT NULL,
    attempt INTEGER NOT NULL,
    made_by VARCHAR(1000) NOT NULL,
    why VARCHAR(40000) NOT NULL,
    holder VARCHAR(1000) NOT NULL,
    token VARCHAR(100) NOT NULL,
    lease_until TIMESTAMP WITH TIME ZONE NOT NULL,
    loser VARCHAR(1000) NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE TABLE IF NOT EXISTS switchgear_fleet_report (
    record_key CHAR(64) NOT NULL,
    instance VARCHAR(1000) NOT NULL,
    active BOOLEAN NOT NULL,
    vote BOOLEAN NOT NULL,
    seen_version BIGINT NOT NULL,
    reported_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (record_key, instance)
);
