// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import io.switchgear.outcome.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table of SQLStates and codes: the same condition has the same outcome on every database. States and codes are plain
 * values here, independent of JDBC's types.
 *
 * <p>Codes of different vendors clash, so a code alone says nothing: a row applies to its own vendor, and if the vendor is
 * not known, to its state together with its code. A row that applies by its code alone begins with a star.
 */
final class SqlCodes {
    /** The vendor of an exception, by the packages of the drivers' classes. */
    enum Vendor {
        POSTGRESQL("org.postgresql.", "com.impossibl.postgres.", "com.amazon.redshift."),
        MYSQL("com.mysql.", "org.mariadb."),
        ORACLE("oracle.jdbc.", "oracle.net.", "oracle.sql."),
        SQL_SERVER("com.microsoft.sqlserver.", "net.sourceforge.jtds."),
        DB2("com.ibm.db2."),
        H2("org.h2.");

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of
        private final List<String> packages;

        Vendor(String... packages) {
            this.packages = List.of(packages);
        }

        static @Nullable Vendor ofClass(String className) {
            for (Vendor vendor : values()) {
                if (vendor.packages.stream().anyMatch(className::startsWith)) {
                    return vendor;
                }
            }
            return null;
        }
    }

    /** A condition that databases report under different names. */
    enum Condition {
        UNREACHABLE(Outcome.FAILURE),
        SHUT_DOWN(Outcome.FAILURE),
        TOO_MANY_CONNECTIONS(Outcome.FAILURE),
        OUT_OF_RESOURCES(Outcome.FAILURE),
        STORAGE_FULL(Outcome.FAILURE),
        /** The statement took too long, or was cancelled. */
        TIMED_OUT(Outcome.FAILURE),
        DEADLOCK(Outcome.SUCCESS),
        LOCK_TIMEOUT(Outcome.SUCCESS),
        NOT_SERIALIZABLE(Outcome.SUCCESS),
        READ_ONLY(Outcome.SUCCESS),
        NOT_AUTHORIZED(Outcome.SUCCESS),
        /** An error of one statement. */
        STATEMENT(Outcome.SUCCESS),
        /** The session was idle for too long. */
        IDLE(Outcome.IGNORED),
        /** May be an outage or a mistake in the program. */
        UNCLEAR(Outcome.IGNORED);

        private final Outcome outcome;

        Condition(Outcome outcome) {
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }

        /** Whether the transaction has to be repeated; further information from the driver does not change that. */
        boolean isConflict() {
            return this == DEADLOCK || this == LOCK_TIMEOUT || this == NOT_SERIALIZABLE;
        }
    }

    private record Key(@Nullable Vendor vendor, @Nullable String state, int code) {}

    private static final Map<Key, Condition> TABLE = new HashMap<>();

    static {
        postgresql();
        mysql();
        oracle();
        sqlServer();
        db2();
        h2();
    }

    /**
     * The messages of pools without a free connection, in exceptions without a type or state of their own. Each is from the
     * pool's sources: DBCP 2 PoolingDataSource, c3p0 C3P0PooledConnectionPool, Tomcat ConnectionPool, UCP "UCP error codes"
     * (docs.oracle.com), Agroal ConnectionPool. HikariCP's is an SQLTransientConnectionException; PgBouncer's have class 08
     * or 53.
     */
    private static final List<String> POOLS = List.of(
            "Cannot get a connection, pool error",
            "An attempt by a client to checkout a Connection has timed out",
            "Connections could not be acquired from the underlying database",
            "Pool empty. Unable to fetch a connection",
            "All connections in the Universal Connection Pool are in use",
            "Sorry, acquisition timeout");

    private SqlCodes() {}

    /**
     * The condition behind an error.
     *
     * @param vendor the vendor; {@code null} if unknown
     * @param state the SQLState
     * @param code the vendor's code; 0 for none
     * @return the condition; {@code null} if it is not in the table
     */
    static @Nullable Condition conditionOf(@Nullable Vendor vendor, @Nullable String state, int code) {
        if (vendor == null) {
            Condition both = code == 0 ? null : first(new Key(null, state, code), new Key(null, null, code));
            return both != null || state == null ? both : TABLE.get(new Key(null, state, 0));
        }
        if (vendor == Vendor.ORACLE && code >= 20_000 && code < 21_000) {
            return Condition.STATEMENT; // raise_application_error
        }
        Condition byCode = code == 0 ? null : TABLE.get(new Key(vendor, null, code));
        return byCode != null || state == null ? byCode : TABLE.get(new Key(vendor, state, 0));
    }

    private static @Nullable Condition first(Key one, Key other) {
        Condition condition = TABLE.get(one);
        return condition == null ? TABLE.get(other) : condition;
    }

    /** The conditions of a vendor in the table. */
    static Set<Condition> conditionsOf(Vendor vendor) {
        return TABLE.entrySet().stream()
                .filter(row -> row.getKey().vendor() == vendor)
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    /** The vendor of a message, for drivers that throw exceptions of JDBC's own types. */
    static @Nullable Vendor vendorOf(@Nullable String message) {
        if (message == null) {
            return null;
        }
        if (message.contains("ORA-")) {
            return Vendor.ORACLE;
        }
        if (message.startsWith("(conn=")) {
            return Vendor.MYSQL;
        }
        return message.contains("DB2 SQL Error") || message.contains("SQLCODE=") ? Vendor.DB2 : null;
    }

    /** Whether a message is that of a pool that has no connection. */
    static boolean isFromPool(@Nullable String message) {
        return message != null && POOLS.stream().anyMatch(message::contains);
    }

    /** https://www.postgresql.org/docs/current/errcodes-appendix.html, table A.1. */
    private static void postgresql() {
        Vendor vendor = Vendor.POSTGRESQL;
        rows(vendor, Condition.UNREACHABLE, "08000", "08001", "08003", "08004", "08006", "08P01");
        rows(vendor, Condition.SHUT_DOWN, "57P01", "57P02", "57P03", "57P04");
        rows(vendor, Condition.TOO_MANY_CONNECTIONS, "53300");
        rows(vendor, Condition.OUT_OF_RESOURCES, "53000", "53200", "53400");
        rows(vendor, Condition.STORAGE_FULL, "53100");
        rows(vendor, Condition.TIMED_OUT, "57014", "25P04");
        rows(vendor, Condition.DEADLOCK, "40P01");
        rows(vendor, Condition.LOCK_TIMEOUT, "55P03");
        rows(vendor, Condition.NOT_SERIALIZABLE, "40001");
        rows(vendor, Condition.READ_ONLY, "25006");
        rows(vendor, Condition.NOT_AUTHORIZED, "28000", "28P01");
        rows(vendor, Condition.IDLE, "57P05", "25P03");
    }

    /**
     * Codes up to 1999 are common to both servers:
     * https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html and
     * https://mariadb.com/docs/server/reference/error-codes/mariadb-error-code-reference; but 1927 and 1969 are MariaDB's
     * only. 2xxx are the clients': client-error-reference.html next to the first page. From 3000 on they are MySQL's;
     * MariaDB returns 4031 for a trigger that does not exist, which is ignored too. Rows with HY000 in place of the
     * documented state are from drivers that do not get the state from the server.
     */
    private static void mysql() {
        Vendor vendor = Vendor.MYSQL;
        rows(
                vendor,
                Condition.UNREACHABLE,
                "08S01/1042",
                "08S01/1043",
                "08S01/1158",
                "08S01/1159",
                "08S01/1160",
                "08S01/1161");
        rows(vendor, Condition.UNREACHABLE, "08S01/2002", "08S01/2003", "08S01/2006", "08S01/2013", "70100/1927");
        rows(
                vendor,
                Condition.SHUT_DOWN,
                "08S01/1053",
                "HY000/1077",
                "08S01/1079",
                "08S01/1080",
                "HY000/3032",
                "HY000/3168");
        rows(
                vendor,
                Condition.TOO_MANY_CONNECTIONS,
                "08004/1040",
                "HY000/1040",
                "42000/1203",
                "HY000/1203",
                "42000/1226");
        rows(vendor, Condition.TOO_MANY_CONNECTIONS, "HY000/1226", "HY000/1129", "HY000/1135");
        rows(vendor, Condition.OUT_OF_RESOURCES, "HY001/1037", "HY001/1038", "HY000/1041");
        rows(vendor, Condition.STORAGE_FULL, "HY000/1021", "HY000/1114");
        rows(vendor, Condition.TIMED_OUT, "70100/1317", "HY000/1317", "HY000/3024", "70100/1969", "HY000/1969");
        rows(vendor, Condition.DEADLOCK, "40001/1213", "HY000/1213", "XA102/1614");
        rows(vendor, Condition.LOCK_TIMEOUT, "HY000/1205", "40001/1205", "HY000/3572", "XA106/1613");
        rows(vendor, Condition.NOT_SERIALIZABLE, "HY000/1020", "HY000/3101");
        rows(vendor, Condition.READ_ONLY, "HY000/1290", "HY000/1836", "25006/1792", "HY000/1874");
        rows(
                vendor,
                Condition.NOT_AUTHORIZED,
                "28000/1045",
                "42000/1044",
                "28000/1698",
                "HY000/1130",
                "HY000/1820",
                "HY000/3118");
        rows(vendor, Condition.STATEMENT, "HY000/1364", "HY000/1366", "HY000/1419", "45000/1644");
        rows(vendor, Condition.IDLE, "HY000/4031");
    }

    /**
     * https://docs.oracle.com/error-help/db/, a page for each code, such as ora-12514; for 17xxx
     * https://docs.oracle.com/en/database/oracle/oracle-database/23/jjdbc, appendix "JDBC Error Messages". The states are
     * those of "SQL*Module for Ada Programmer's Guide", appendix D "SQLSTATE Codes", or if that has none, those of the
     * drivers.
     */
    private static void oracle() {
        Vendor vendor = Vendor.ORACLE;
        rows(
                vendor,
                Condition.UNREACHABLE,
                "08006/3113",
                "08006/3114",
                "08003/1012",
                "08006/3135",
                "08006/12170",
                "08006/12535");
        rows(vendor, Condition.UNREACHABLE, "08006/12537", "08006/12541", "08006/12543", "08006/12545", "08006/12547");
        rows(vendor, Condition.UNREACHABLE, "08006/12560", "08006/17002", "08003/17008", "08000/17410", "08006/17800");
        rows(
                vendor,
                Condition.SHUT_DOWN,
                "72000/28",
                "61000/28",
                "72000/1033",
                "72000/1034",
                "72000/1089",
                "72000/1090");
        rows(
                vendor,
                Condition.SHUT_DOWN,
                "72000/1092",
                "72000/1109",
                "08006/12505",
                "08006/12514",
                "66000/12514",
                "66000/12518");
        rows(vendor, Condition.SHUT_DOWN, "66000/12521", "66000/12526", "66000/12527", "66000/12528");
        rows(
                vendor,
                Condition.TOO_MANY_CONNECTIONS,
                "61000/18",
                "61000/20",
                "61000/2391",
                "66000/12516",
                "66000/12519");
        rows(vendor, Condition.TOO_MANY_CONNECTIONS, "66000/12520", "61000/10872");
        rows(vendor, Condition.OUT_OF_RESOURCES, "64000/4030", "61000/4030", "61000/4031", "64000/27102");
        rows(
                vendor,
                Condition.STORAGE_FULL,
                "64000/257",
                "72000/1652",
                "72000/1653",
                "72000/1654",
                "72000/1688",
                "72000/1691");
        rows(vendor, Condition.TIMED_OUT, "72000/1013", "72000/40");
        rows(vendor, Condition.DEADLOCK, "61000/60", "61000/4020");
        rows(vendor, Condition.LOCK_TIMEOUT, "61000/54", "61000/4021", "72000/30006", "61000/2049");
        rows(vendor, Condition.NOT_SERIALIZABLE, "72000/8177");
        rows(vendor, Condition.READ_ONLY, "72000/16000", "25006/1456");
        rows(vendor, Condition.NOT_AUTHORIZED, "72000/1017", "72000/1005", "72000/1045", "99999/28000", "99999/28001");
        rows(
                vendor,
                Condition.STATEMENT,
                "72000/4068",
                "72000/4061",
                "72000/4065",
                "72000/1000",
                "72000/1555",
                "72000/1403");
        rows(vendor, Condition.IDLE, "61000/2396", "61000/2399");
    }

    /**
     * https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues for 40xxx, 49xxx, 10928,
     * 10929, 10936, 4060, 4221 and 615;
     * https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors, by thousands,
     * for the others, except for 20, 64, 121, 233, 10053, 10054 and 10060, which are network errors:
     * https://learn.microsoft.com/windows/win32/debug/system-error-codes and /winsock/windows-sockets-error-codes-2. The
     * driver derives states like S0001 from the server's own: {@link #isSqlServers}.
     */
    private static void sqlServer() {
        Vendor vendor = Vendor.SQL_SERVER;
        rows(vendor, Condition.UNREACHABLE, "/20", "/64", "/121", "/233", "/596", "*/10053", "*/10054", "*/10060");
        rows(vendor, Condition.SHUT_DOWN, "*/40613", "*/40197", "*/40143", "*/40540", "*/40166", "*/42108", "*/42109");
        rows(
                vendor,
                Condition.SHUT_DOWN,
                "/6005",
                "/615",
                "/921",
                "/922",
                "/942",
                "/945",
                "/976",
                "/983",
                "/4221",
                "*/17142");
        rows(vendor, Condition.TOO_MANY_CONNECTIONS, "*/10928", "*/10929", "*/10936", "*/17809");
        rows(
                vendor,
                Condition.OUT_OF_RESOURCES,
                "*/40501",
                "*/40549",
                "*/40550",
                "*/40551",
                "*/40552",
                "*/40553",
                "*/49918");
        rows(vendor, Condition.OUT_OF_RESOURCES, "*/49919", "*/49920", "/701", "/802", "/8645", "/8651");
        rows(vendor, Condition.STORAGE_FULL, "*/40544", "/1105", "/9002");
        rows(vendor, Condition.DEADLOCK, "/1205"); // with 40001, as MySQL's lock timeout is
        rows(vendor, Condition.LOCK_TIMEOUT, "/1222");
        rows(vendor, Condition.NOT_SERIALIZABLE, "/3960", "*/41302", "*/41305", "*/41325");
        rows(vendor, Condition.READ_ONLY, "/3906", "/3908");
        rows(vendor, Condition.NOT_AUTHORIZED, "*/18456", "*/18470", "*/18487", "*/18488", "*/40615");
        rows(vendor, Condition.UNCLEAR, "/4060");
    }

    /**
     * https://www.ibm.com/docs/en/db2/11.5: "SQL messages", by hundreds, each with its state; "SQLSTATE messages" for the rows without
     * a code; for -4499 "Error codes issued by the IBM Data Server Driver for JDBC and SQLJ". For -904, -905 and -913
     * https://www.ibm.com/docs/en/db2-for-zos/13, "SQL error codes".
     */
    private static void db2() {
        Vendor vendor = Vendor.DB2;
        rows(
                vendor,
                Condition.UNREACHABLE,
                "08001/-30081",
                "08001/-4499",
                "58009/-4499",
                "58009/-30080",
                "08003/-1024",
                "08506/-30108");
        rows(vendor, Condition.SHUT_DOWN, "55032/-1224", "57019/-1032", "57019/-1035", "55025/-1015");
        rows(vendor, Condition.TOO_MANY_CONNECTIONS, "57030/-1040", "57030/-1226", "57049");
        rows(
                vendor,
                Condition.OUT_OF_RESOURCES,
                "57011/-904",
                "57011/-930",
                "57011/-954",
                "57011/-955",
                "57011/-973",
                "57012");
        rows(vendor, Condition.STORAGE_FULL, "57011/-964", "57011/-968", "57011/-289", "57009");
        rows(vendor, Condition.TIMED_OUT, "57014/-905", "57014/-952", "57014");
        rows(vendor, Condition.DEADLOCK, "40001/-911", "57033/-913", "57033");
        rows(vendor, Condition.NOT_AUTHORIZED, "08001/-30082", "42505");
        rows(vendor, Condition.STATEMENT, "57007", "57016", "57017", "57051", "57053");
    }

    /** https://h2database.com/javadoc/org/h2/api/ErrorCode.html; the state is the code. 90100 is from versions before 2. */
    private static void h2() {
        Vendor vendor = Vendor.H2;
        rows(vendor, Condition.UNREACHABLE, "90067/90067");
        rows(vendor, Condition.SHUT_DOWN, "90020/90020", "90098/90098", "90121/90121", "90135/90135");
        rows(vendor, Condition.OUT_OF_RESOURCES, "90108/90108");
        rows(vendor, Condition.STORAGE_FULL, "90100/90100", "90028/90028", "90031/90031");
        rows(vendor, Condition.TIMED_OUT, "57014/57014");
        rows(vendor, Condition.DEADLOCK, "40001/40001");
        rows(vendor, Condition.LOCK_TIMEOUT, "HYT00/50200");
        rows(vendor, Condition.NOT_SERIALIZABLE, "90131/90131");
        rows(vendor, Condition.READ_ONLY, "90097/90097");
        rows(vendor, Condition.NOT_AUTHORIZED, "28000/28000", "90096/90096");
    }

    /** Whether SQL Server's driver derived a state from the server's: the server has answered. */
    static boolean isSqlServers(@Nullable String state) {
        return state != null && state.length() == 5 && state.startsWith("S0") && isNumber(state.substring(1));
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    /** Adds rows. Each is a state, or a state and a code; without a state it applies to its vendor only, with a star to all. */
    private static void rows(Vendor vendor, Condition condition, String... rows) {
        for (String row : rows) {
            int slash = row.indexOf('/');
            String state = slash < 0 ? row : row.substring(0, slash);
            int code = slash < 0 ? 0 : Integer.parseInt(row.substring(slash + 1));
            put(new Key(vendor, code == 0 ? state : null, code), condition);
            if (state.equals("*")) {
                put(new Key(null, null, code), condition);
            } else if (!state.isEmpty()) {
                put(new Key(null, state, code), condition);
            }
        }
    }

    private static void put(Key key, Condition condition) {
        Condition before = TABLE.put(key, condition);
        if (before != null && before != condition) {
            throw new IllegalStateException(String.format(Locale.ROOT, "%s is both %s and %s", key, before, condition));
        }
    }
}
