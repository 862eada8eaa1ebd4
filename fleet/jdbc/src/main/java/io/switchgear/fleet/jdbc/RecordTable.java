// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.jdbc;

import io.switchgear.fleet.FleetRecord;
import io.switchgear.fleet.FleetState;
import io.switchgear.fleet.Lease;
import io.switchgear.fleet.Move;
import io.switchgear.fleet.Report;
import io.switchgear.fleet.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The statements of a store. Each change is one statement that decides by the database's clock and its own row, in
 * auto-commit, so that nothing depends on transactions. Not thread-safe: one connection.
 */
final class RecordTable {
    private static final String RECORD = "switchgear_fleet_record";
    private static final String REPORT = "switchgear_fleet_report";
    private static final String IN_TIME = " AND CURRENT_TIMESTAMP < ?";
    private static final String LEASE_RUNS = "token <> '' AND lease_until > CURRENT_TIMESTAMP";
    private static final String CHANGE =
            "UPDATE " + RECORD + " SET version = CASE WHEN version >= ? THEN version + 1 ELSE ? END,"
                    + " state = ?, until_at = ?, attempt = ?, made_by = ?, why = ?, loser = %s, holder = '', token = '',"
                    + " lease_until = CURRENT_TIMESTAMP, changed_at = CURRENT_TIMESTAMP WHERE record_key = ? AND ";
    private static final String COLUMNS =
            "version, state, until_at, attempt, made_by, why, holder, token, lease_until, CURRENT_TIMESTAMP AS now_at";
    /** A statement that takes longer does not help anybody: the fleet has given up. */
    private static final int TIMEOUT_SECONDS = 1;

    private static final String UNIQUE_VIOLATION = "23505";

    private final Connection connection;

    RecordTable(Connection connection) {
        this.connection = connection;
    }

    FleetRecord report(Scope scope, Report report) throws SQLException {
        String update = "UPDATE " + REPORT
                + " SET active = ?, vote = ?, seen_version = ?, reported_at = CURRENT_TIMESTAMP"
                + " WHERE record_key = ? AND instance = ?";
        String insert = "INSERT INTO " + REPORT
                + " (active, vote, seen_version, record_key, instance, reported_at) VALUES (?, ?, ?, ?, ?, CURRENT_TIMESTAMP)";
        Object[] row = {
            report.active(), report.vote(), report.seenVersion(), Keys.of(scope), Keys.escaped(report.instance())
        };
        if (update(update, row) == 0 && (report.active() || report.vote())) {
            insertOnce(insert, row);
        }
        return read(scope, true);
    }

    FleetRecord move(Scope scope, long seenVersion, Move move) throws SQLException {
        Instant now = now();
        boolean done;
        if (seenVersion == 0) {
            done = insert(scope, move, now);
        } else {
            done = change(scope, move, now, "''", "version = ?", seenVersion);
        }
        return read(scope, done);
    }

    FleetRecord complete(Scope scope, String token, Move move) throws SQLException {
        String loser = move.to() == FleetState.CLOSED ? "''" : "holder";
        return read(scope, change(scope, move, now(), loser, "token = ? AND " + LEASE_RUNS, token));
    }

    private boolean change(Scope scope, Move move, Instant now, String loser, String condition, Object expected)
            throws SQLException {
        boolean done = update(
                        CHANGE.formatted(loser) + condition + IN_TIME,
                        micros(now),
                        micros(now),
                        move.to().name(),
                        at(now.plus(move.lasts())),
                        move.attempt(),
                        Keys.escaped(move.by()),
                        Keys.escaped(move.why()),
                        Keys.of(scope),
                        expected,
                        at(Instant.ofEpochMilli(move.notAfterMillis())))
                == 1;
        if (done) {
            tidy();
        }
        return done;
    }

    private boolean insert(Scope scope, Move move, Instant now) throws SQLException {
        return insertOnce(
                "INSERT INTO " + RECORD
                        + " (record_key, fleet, fleet_group, breaker, version, state, until_at, attempt,"
                        + " made_by, why, holder, token, lease_until, loser, changed_at)"
                        + " SELECT ?, ?, ?, ?, ?, ?, CAST(? AS TIMESTAMP WITH TIME ZONE), ?, ?, ?, '', '',"
                        + " CURRENT_TIMESTAMP, '', CURRENT_TIMESTAMP"
                        + " WHERE CURRENT_TIMESTAMP < ?",
                Keys.of(scope),
                Keys.escaped(scope.fleet()),
                Keys.escaped(scope.group()),
                Keys.escaped(scope.breaker()),
                micros(now),
                move.to().name(),
                at(now.plus(move.lasts())),
                move.attempt(),
                Keys.escaped(move.by()),
                Keys.escaped(move.why()),
                at(Instant.ofEpochMilli(move.notAfterMillis())));
    }

    FleetRecord lease(Scope scope, Lease lease) throws SQLException {
        Instant now = now();
        boolean done = update(
                        "UPDATE " + RECORD + " SET holder = ?, token = ?, lease_until = ? WHERE record_key = ?"
                                + " AND state <> 'CLOSED' AND until_at <= CURRENT_TIMESTAMP"
                                + " AND ((" + LEASE_RUNS + " AND token = ?) OR (NOT (" + LEASE_RUNS + ")"
                                + " AND NOT (loser = ? AND CURRENT_TIMESTAMP < until_at + INTERVAL '1' SECOND)))"
                                + IN_TIME,
                        Keys.escaped(lease.instance()),
                        lease.token(),
                        at(now.plus(lease.ttl())),
                        Keys.of(scope),
                        lease.token(),
                        Keys.escaped(lease.instance()),
                        at(Instant.ofEpochMilli(lease.notAfterMillis())))
                == 1;
        return read(scope, done);
    }

    /** The records of a group, without votes. */
    Map<Scope, FleetRecord> readAll(String fleet, String group) throws SQLException {
        String query = "SELECT breaker, " + COLUMNS + " FROM " + RECORD + " WHERE fleet = ? AND fleet_group = ?";
        Map<Scope, FleetRecord> all = new LinkedHashMap<>();
        try (PreparedStatement select = prepare(query, Keys.escaped(fleet), Keys.escaped(group));
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                Scope scope = new Scope(fleet, group, Keys.plain(rows.getString("breaker")));
                all.put(scope, record(rows, true, 0, 0));
            }
        }
        return all;
    }

    private FleetRecord read(Scope scope, boolean done) throws SQLException {
        String query = "SELECT " + COLUMNS + ","
                + " (SELECT COUNT(*) FROM " + REPORT + " p WHERE p.record_key = k.record_key AND p.vote"
                + " AND p.seen_version = COALESCE(r.version, 0)"
                + " AND p.reported_at > CURRENT_TIMESTAMP - INTERVAL '10' SECOND) AS votes,"
                + " (SELECT COUNT(*) FROM " + REPORT + " p WHERE p.record_key = k.record_key AND p.active"
                + " AND p.reported_at > CURRENT_TIMESTAMP - INTERVAL '30' SECOND) AS seen"
                + " FROM (SELECT CAST(? AS CHAR(64)) AS record_key) k LEFT JOIN " + RECORD
                + " r ON r.record_key = k.record_key";
        try (PreparedStatement select = prepare(query, Keys.of(scope));
                ResultSet row = select.executeQuery()) {
            row.next();
            return record(row, done, row.getInt("votes"), row.getInt("seen"));
        }
    }

    private static FleetRecord record(ResultSet row, boolean done, int votes, int seen) throws SQLException {
        Instant now = instant(row, "now_at");
        if (row.getString("state") == null) {
            return new FleetRecord(
                    done,
                    0,
                    FleetState.CLOSED,
                    Duration.ZERO,
                    0,
                    "",
                    "",
                    votes,
                    seen,
                    "",
                    Duration.ZERO,
                    now.toEpochMilli());
        }
        FleetState state = FleetState.valueOf(row.getString("state"));
        boolean leased =
                !row.getString("token").isEmpty() && instant(row, "lease_until").isAfter(now);
        return new FleetRecord(
                done,
                row.getLong("version"),
                state,
                state == FleetState.CLOSED ? Duration.ZERO : Duration.between(now, instant(row, "until_at")),
                row.getInt("attempt"),
                Keys.plain(row.getString("made_by")),
                Keys.plain(row.getString("why")),
                votes,
                seen,
                leased ? Keys.plain(row.getString("holder")) : "",
                leased ? Duration.between(now, instant(row, "lease_until")) : Duration.ZERO,
                now.toEpochMilli());
    }

    /** Removes what fleets have left that are gone. */
    private void tidy() throws SQLException {
        update("DELETE FROM " + REPORT + " WHERE reported_at < CURRENT_TIMESTAMP - INTERVAL '10' MINUTE");
        update("DELETE FROM " + RECORD
                + " WHERE state = 'CLOSED' AND changed_at < CURRENT_TIMESTAMP - INTERVAL '7' DAY");
    }

    private Instant now() throws SQLException {
        try (PreparedStatement select = prepare("SELECT CURRENT_TIMESTAMP AS now_at");
                ResultSet row = select.executeQuery()) {
            row.next();
            return instant(row, "now_at");
        }
    }

    /** Whether a row was inserted: not if another connection was faster. */
    private boolean insertOnce(String insert, Object... row) throws SQLException {
        try {
            return update(insert, row) == 1;
        } catch (SQLException thrown) {
            if (thrown instanceof SQLIntegrityConstraintViolationException
                    || UNIQUE_VIOLATION.equals(thrown.getSQLState())) {
                return false;
            }
            throw thrown;
        }
    }

    private int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement update = prepare(sql, values)) {
            return update.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException thrown) {
            statement.close();
            throw thrown;
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
