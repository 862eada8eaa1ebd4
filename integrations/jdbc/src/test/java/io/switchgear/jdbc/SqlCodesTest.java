// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.jdbc.SqlCodes.Condition;
import io.switchgear.jdbc.SqlCodes.Vendor;
import io.switchgear.outcome.Outcome;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same condition is the same outcome on every database. */
@Tag("C3")
class SqlCodesTest {
    private static final Map<Vendor, String> MADE_IN = Map.of(
            Vendor.POSTGRESQL, "org.postgresql.core.v3.QueryExecutorImpl",
            Vendor.MYSQL, "com.mysql.cj.jdbc.exceptions.SQLError",
            Vendor.ORACLE, "oracle.jdbc.driver.T4CTTIoer11",
            Vendor.SQL_SERVER, "com.microsoft.sqlserver.jdbc.SQLServerException",
            Vendor.DB2, "com.ibm.db2.jcc.am.b5",
            Vendor.H2, "org.h2.message.DbException");

    /** Condition by condition, how each vendor says it: a state and a code, separated by a slash. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    UNREACHABLE          | FAILURE | 08006/0   | 08S01/2013  | 08006/3113  | 08S01/10054 | 08001/-30081 | 90067/90067
                    SHUT_DOWN            | FAILURE | 57P01/0   | 08S01/1053  | 72000/1089  | S0001/40613 | 55032/-1224  | 90098/90098
                    starting up          | FAILURE | 57P03/0   | HY000/3032  | 72000/1033  | S0001/921   | 57019/-1032  | 90020/90020
                    TOO_MANY_CONNECTIONS | FAILURE | 53300/0   | 08004/1040  | 61000/18    | S0001/10928 | 57030/-1040  |
                    too many of a user   | FAILURE | 53300/0   | 42000/1203  | 61000/2391  | S0001/10929 | 57030/-1226  |
                    a user's quota       | FAILURE | 53300/0   | 42000/1226  | 61000/20    | S0001/10936 | 57030/-1040  |
                    OUT_OF_RESOURCES     | FAILURE | 53200/0   | HY001/1037  | 61000/4031  | S0001/701   | 57011/-904   | 90108/90108
                    throttled            | FAILURE | 53000/0   | HY000/1041  | 64000/4030  | S0020/40501 | 57011/-930   |
                    STORAGE_FULL         | FAILURE | 53100/0   | HY000/1021  | 72000/1653  | S0002/1105  | 57011/-964   | 90100/90100
                    TIMED_OUT            | FAILURE | 57014/0   | HY000/3024  | 72000/1013  | HYT00/0     | 57014/-952   | 57014/57014
                    DEADLOCK             | SUCCESS | 40P01/0   | 40001/1213  | 61000/60    | 40001/1205  | 57033/-913   | 40001/40001
                    victim               | SUCCESS | 40P01/0   | HY000/1213  | 61000/4020  | S0001/1205  | 40001/-911   | 40001/40001
                    LOCK_TIMEOUT         | SUCCESS | 55P03/0   | HY000/1205  | 61000/54    | S0051/1222  | 57033/-913   | HYT00/50200
                    NOT_SERIALIZABLE     | SUCCESS | 40001/0   | HY000/1020  | 72000/8177  | S0005/3960  | 40001/-911   | 90131/90131
                    READ_ONLY            | SUCCESS | 25006/0   | HY000/1290  | 72000/16000 | S0002/3906  |              | 90097/90097
                    read-only replica    | SUCCESS | 25006/0   | HY000/1836  | 72000/16000 | S0002/3906  |              | 90097/90097
                    NOT_AUTHORIZED       | SUCCESS | 28P01/0   | 28000/1045  | 72000/1017  | S0001/18456 | 08001/-30082 | 28000/28000
                    syntax               | SUCCESS | 42601/0   | 42000/1064  | 42000/900   | S0001/102   | 42601/-104   | 42000/42000
                    no such table        | SUCCESS | 42P01/0   | 42S02/1146  | 42000/942   | S0002/208   | 42704/-204   | 42S02/42102
                    constraint           | SUCCESS | 23505/0   | 23000/1062  | 23000/1     | 23000/2627  | 23505/-803   | 23505/23505
                    division by zero     | SUCCESS | 22012/0   | 22012/1365  | 22012/1476  | S0001/8134  | 22012/-801   | 22012/22012
                    raised by code       | SUCCESS | P0001/0   | 45000/1644  | 72000/20001 | S0001/50000 | 45000/-438   |
                    state discarded      | SUCCESS | 0A000/0   | HY000/1364  | 72000/4068  | S0001/208   | 57016/-668   |
                    """)
    void shouldMeanTheSameWhoeverSaysIt(
            String condition,
            Outcome expected,
            String postgresql,
            String mysql,
            String oracle,
            String sqlServer,
            String db2,
            String h2) {
        says(Vendor.POSTGRESQL, postgresql, expected);
        says(Vendor.MYSQL, mysql, expected);
        says(Vendor.ORACLE, oracle, expected);
        says(Vendor.SQL_SERVER, sqlServer, expected);
        says(Vendor.DB2, db2, expected);
        says(Vendor.H2, h2, expected);
    }

    private static void says(Vendor vendor, String stateAndCode, Outcome expected) {
        if (stateAndCode == null) {
            return;
        }
        String state = stateAndCode.substring(0, stateAndCode.indexOf('/'));
        int code = Integer.parseInt(stateAndCode.substring(state.length() + 1));
        SQLException made = new SQLException("words of " + vendor, state, code);
        made.setStackTrace(new StackTraceElement[] {new StackTraceElement(MADE_IN.get(vendor), "make", null, 1)});
        assertThat(outcomeOf(made)).as("%s says %s", vendor, stateAndCode).isEqualTo(expected);
        boolean isOracles = vendor == Vendor.ORACLE;
        SQLException plain =
                new SQLException(isOracles ? String.format("ORA-%05d: words", code) : "words", state, code);
        assertThat(outcomeOf(plain)).as("%s of nobody known", stateAndCode).isEqualTo(expected);
    }

    @Test
    void shouldHaveEachConditionFromAtLeastThreeVendors() {
        Set<String> all = new TreeSet<>();
        EnumSet<Condition> common =
                EnumSet.complementOf(EnumSet.of(Condition.UNCLEAR, Condition.IDLE, Condition.STATEMENT));
        for (Condition condition : common) {
            all.add(condition.name());
        }
        assertThat(Arrays.stream(Vendor.values())
                        .flatMap(vendor -> SqlCodes.conditionsOf(vendor).stream())
                        .collect(Collectors.groupingBy(Condition::name, Collectors.counting()))
                        .entrySet())
                .filteredOn(each -> all.contains(each.getKey()))
                .hasSize(all.size())
                .allSatisfy(each -> assertThat(each.getValue()).isGreaterThanOrEqualTo(3));
    }

    @Test
    void shouldKnowTheCodesOfAzureWithoutTheirState() {
        for (int code : new int[] {40613, 40501, 40197, 49918, 49919, 49920, 10928, 10929, 40143, 40540, 40544}) {
            assertThat(outcomeOf(new SQLException("?", null, code)))
                    .as("%s", code)
                    .isEqualTo(Outcome.FAILURE);
        }
    }

    @Test
    void shouldKeepCodesOfDifferentVendorsApart() {
        assertThat(outcomeOf(new SQLException("of another database", "42000", 1040)))
                .isEqualTo(Outcome.SUCCESS);
        assertThat(outcomeOf(new SQLException("ORA-01203: not MySQL's", "72000", 1203)))
                .isEqualTo(Outcome.IGNORED);
        assertThat(outcomeOf(new SQLException("?", "S0001", 1203)))
                .as("SQL Server's 1203")
                .isEqualTo(Outcome.SUCCESS);
        assertThat(outcomeOf(new SQLException("?", null, 1203))).as("anybody's").isEqualTo(Outcome.IGNORED);
    }

    @Test
    void shouldReadTheWordsOfAnOracleListener() {
        for (int code : new int[] {12514, 12516, 12519, 12520, 12528}) {
            SQLException refused = new SQLException(
                    "Listener refused the connection with the following error:\nORA-" + code + ", TNS: it says why",
                    "66000");
            assertThat(outcomeOf(refused)).as("ORA-%s", code).isEqualTo(Outcome.FAILURE);
        }
    }

    @Test
    void shouldTakeAConflictForAnAnswerWhateverIsChainedBehindIt() {
        SQLException lost = new SQLException("connection closed", "08006");
        SQLException deadlock = new SQLException("DB2 SQL Error: SQLCODE=-913", "57033", -913, lost);
        assertThat(outcomeOf(deadlock)).isEqualTo(Outcome.SUCCESS);
        SQLException lockTimeout = new SQLTimeoutException("lock timeout", "HYT00", 50200);
        lockTimeout.setNextException(lost);
        assertThat(outcomeOf(lockTimeout)).isEqualTo(Outcome.SUCCESS);
        SQLException violated = new SQLException("twice", "23505");
        violated.setNextException(new SQLException("aborted", "57014"));
        assertThat(outcomeOf(violated)).isEqualTo(Outcome.SUCCESS);
        BatchUpdateException batch = new BatchUpdateException("batch", "40001", new int[0]);
        batch.setNextException(new SQLException("deadlock", "40001", 1213));
        batch.setNextException(lost);
        assertThat(outcomeOf(batch)).isEqualTo(Outcome.SUCCESS);
        assertThat(outcomeOf(new SQLRecoverableException("ORA-00060: deadlock", "61000", 60)))
                .isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void shouldKnowTheWordsOfPools() {
        String[] words = {
            "Cannot get a connection, pool error Timeout waiting for idle object",
            "An attempt by a client to checkout a Connection has timed out.",
            "Connections could not be acquired from the underlying database!",
            "[main] Timeout: Pool empty. Unable to fetch a connection in 1 seconds, none available[size:1]",
            "UCP-45064: All connections in the Universal Connection Pool are in use - [0]",
            "Sorry, acquisition timeout!"
        };
        assertThat(words)
                .allSatisfy(
                        each -> assertThat(outcomeOf(new SQLException(each))).isEqualTo(Outcome.FAILURE));
        assertThat(outcomeOf(new SQLException("FATAL: query_wait_timeout", "08P01")))
                .isEqualTo(Outcome.FAILURE);
        assertThat(outcomeOf(new SQLException("no more connections allowed (max_client_conn)", "53300")))
                .isEqualTo(Outcome.FAILURE);
    }

    @Test
    void shouldIgnoreSessionsThatWereEndedForBeingIdle() {
        assertThat(outcomeOf(new SQLException("idle in transaction", "25P03"))).isEqualTo(Outcome.IGNORED);
        assertThat(outcomeOf(new SQLException("ORA-02396: exceeded maximum idle time", "61000", 2396)))
                .isEqualTo(Outcome.IGNORED);
        assertThat(outcomeOf(new SQLNonTransientConnectionException("(conn=3) idle", "HY000", 4031)))
                .isEqualTo(Outcome.IGNORED);
    }

    private static Outcome outcomeOf(SQLException thrown) {
        return SqlClassifier.defaults().classify(null, thrown);
    }
}
