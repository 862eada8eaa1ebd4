// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import io.switchgear.jdbc.SqlCodes.Condition;
import io.switchgear.jdbc.SqlCodes.Vendor;
import io.switchgear.outcome.Outcome;
import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.transaction.xa.XAException;
import org.jspecify.annotations.Nullable;

/** Judges an SQLException by the table of {@link SqlCodes}, by JDBC's types of exceptions, and by the standard's SQLStates. */
final class SqlStates {
    private static final int LONGEST_STORY = 64;

    private static final List<Class<? extends SQLException>> FAILED = List.of(
            SQLTransientConnectionException.class,
            SQLNonTransientConnectionException.class,
            SQLRecoverableException.class,
            SQLTimeoutException.class);
    private static final List<Class<? extends SQLException>> ANSWERED = List.of(
            SQLDataException.class,
            SQLFeatureNotSupportedException.class,
            SQLIntegrityConstraintViolationException.class,
            SQLInvalidAuthorizationSpecException.class,
            SQLSyntaxErrorException.class,
            SQLTransactionRollbackException.class);

    private static final Set<String> FAILED_CLASSES = Set.of("08", "53", "57", "58");
    private static final Set<String> FAILED_STATES = Set.of("01002", "HYT00", "HYT01");
    /** PostgreSQL's own classes; the standard's are recognized by their first character. */
    private static final Set<String> ANSWERED_CLASSES = Set.of("54", "55", "P0");

    private static final Pattern ORACLES_CODE = Pattern.compile("ORA-(\\d{5})");

    private SqlStates() {}

    /**
     * The outcome of an exception with its causes and next exceptions; {@code null} if unknown. An answer of the database
     * remains one, whatever the driver has chained to it. The statements of a batch have an exception each, in order of
     * time.
     */
    static @Nullable Outcome judge(Throwable thrown) {
        return judge(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static @Nullable Outcome judge(@Nullable Throwable thrown, Set<Throwable> seen) {
        if (thrown == null || seen.size() == LONGEST_STORY || !seen.add(thrown)) {
            return null;
        }
        if (thrown instanceof XAException xa && xa.errorCode != XAException.XAER_RMERR) {
            boolean isLost = xa.errorCode == XAException.XAER_RMFAIL || xa.errorCode == XAException.XA_RBCOMMFAIL;
            return isLost ? Outcome.FAILURE : Outcome.SUCCESS;
        }
        if (!(thrown instanceof SQLException sql)) {
            return judge(thrown.getCause(), seen);
        }
        Outcome own = outcomeOf(sql);
        if (own == null || (own == Outcome.SUCCESS && sql instanceof BatchUpdateException && !isConflict(sql))) {
            Outcome behind = stronger(judge(sql.getCause(), seen), judgeChain(sql.getNextException(), seen));
            return stronger(own, behind);
        }
        return own;
    }

    private static @Nullable Outcome judgeChain(@Nullable SQLException first, Set<Throwable> seen) {
        Outcome all = null;
        for (SQLException each = first; each != null && !seen.contains(each); each = each.getNextException()) {
            all = stronger(all, judge(each, seen));
            if (all == Outcome.FAILURE || isConflict(each)) {
                return all;
            }
        }
        return all;
    }

    private static @Nullable Outcome stronger(@Nullable Outcome one, @Nullable Outcome other) {
        if (one == Outcome.FAILURE || other == Outcome.FAILURE) {
            return Outcome.FAILURE;
        }
        if (one == Outcome.SUCCESS || other == Outcome.SUCCESS) {
            return Outcome.SUCCESS;
        }
        return one == null ? other : one;
    }

    /** The outcome of one exception by itself; {@code null} if unknown. */
    static @Nullable Outcome outcomeOf(SQLException thrown) {
        Vendor vendor = vendorOf(thrown);
        Condition condition = conditionOf(vendor, thrown);
        if (condition != null && (vendor != null || condition.isConflict())) {
            return condition.outcome();
        }
        if (FAILED.stream().anyMatch(type -> type.isInstance(thrown))) {
            return Outcome.FAILURE; // a pool's exception may have an unrelated state
        }
        if (condition != null) {
            return condition.outcome();
        }
        if (SqlCodes.isFromPool(thrown.getMessage())) {
            return Outcome.FAILURE;
        }
        if (vendor == Vendor.SQL_SERVER && SqlCodes.isSqlServers(thrown.getSQLState())) {
            return Outcome.SUCCESS;
        }
        if (ANSWERED.stream().anyMatch(type -> type.isInstance(thrown))) {
            return Outcome.SUCCESS;
        }
        return outcomeOf(thrown.getSQLState());
    }

    private static @Nullable Outcome outcomeOf(@Nullable String state) {
        if (state == null || state.length() != 5) {
            return null;
        }
        String itsClass = state.substring(0, 2);
        if (FAILED_CLASSES.contains(itsClass) || FAILED_STATES.contains(state)) {
            return Outcome.FAILURE;
        }
        return ANSWERED_CLASSES.contains(itsClass) || isStandard(state.charAt(0)) ? Outcome.SUCCESS : null;
    }

    /**
     * Whether a class with this first character belongs to the standard; the others, from 5 and from I on, are for vendors.
     * The standard's H covers the environment of SQL, and vendors use its HY000 for anything.
     */
    private static boolean isStandard(char first) {
        return (first >= '0' && first <= '4') || (first >= 'A' && first <= 'G');
    }

    private static boolean isConflict(SQLException thrown) {
        Condition condition = conditionOf(vendorOf(thrown), thrown);
        return condition != null && condition.isConflict();
    }

    /** Whether a cancelled statement ends like this; servers and drivers report a timeout in the same way. */
    static boolean isCancelled(Throwable thrown, Outcome outcome) {
        return thrown instanceof SQLException sql
                && (outcome == Outcome.IGNORED
                        || sql instanceof SQLTimeoutException
                        || conditionOf(vendorOf(sql), sql) == Condition.TIMED_OUT);
    }

    private static @Nullable Condition conditionOf(@Nullable Vendor vendor, SQLException thrown) {
        String state = thrown.getSQLState();
        Condition condition = SqlCodes.conditionOf(vendor, state, thrown.getErrorCode());
        String message = thrown.getMessage();
        if (condition != null || vendor != Vendor.ORACLE || message == null) {
            return condition;
        }
        Matcher codes = ORACLES_CODE.matcher(message); // a listener's refusal, or a distributed error
        while (condition == null && codes.find()) {
            condition = SqlCodes.conditionOf(vendor, state, Integer.parseInt(codes.group(1)));
        }
        return condition;
    }

    /**
     * The vendor of an exception: drivers have classes of their own, or messages of their own, or create JDBC's exceptions
     * in a class of their own.
     */
    private static @Nullable Vendor vendorOf(SQLException thrown) {
        Vendor vendor = Vendor.ofClass(thrown.getClass().getName());
        if (vendor != null) {
            return vendor;
        }
        if (SqlCodes.isSqlServers(thrown.getSQLState())) {
            return Vendor.SQL_SERVER;
        }
        vendor = SqlCodes.vendorOf(thrown.getMessage());
        if (vendor != null || thrown.getErrorCode() == 0) {
            return vendor;
        }
        StackTraceElement[] made = thrown.getStackTrace();
        return made.length == 0 ? null : Vendor.ofClass(made[0].getClassName());
    }

    static boolean isIn(SQLException thrown, String classOrState) {
        String state = thrown.getSQLState();
        return state != null
                && (classOrState.length() == 2 ? state.startsWith(classOrState) : state.equals(classOrState));
    }

    /** An exception with its causes and next exceptions and theirs, from the outside in. */
    static List<Throwable> story(Throwable thrown) {
        List<Throwable> story = new ArrayList<>(List.of(thrown));
        for (int i = 0; i < story.size() && story.size() < LONGEST_STORY; i++) {
            Throwable each = story.get(i);
            add(each.getCause(), story);
            if (each instanceof SQLException sql) {
                add(sql.getNextException(), story);
            }
        }
        return story;
    }

    private static void add(@Nullable Throwable thrown, List<Throwable> story) {
        if (thrown != null && !story.contains(thrown)) {
            story.add(thrown);
        }
    }
}
