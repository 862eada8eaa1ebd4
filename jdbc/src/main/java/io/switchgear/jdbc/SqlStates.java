package io.switchgear.jdbc;

import io.switchgear.outcome.Outcome;
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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of SQLStates and of JDBC's types of exceptions. */
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
    /** PostgreSQL's own; the standard's are told by their first character. */
    private static final Set<String> ANSWERED_CLASSES = Set.of("54", "55", "P0");
    /** PostgreSQL ended a session for being idle. */
    private static final String IDLE_SESSION = "57P05";

    private SqlStates() {}

    /** What one exception says by itself; {@code null} when that is not known. */
    static @Nullable Outcome outcomeOf(SQLException thrown) {
        if (FAILED.stream().anyMatch(type -> type.isInstance(thrown))) {
            return Outcome.FAILURE;
        }
        if (ANSWERED.stream().anyMatch(type -> type.isInstance(thrown))) {
            return Outcome.SUCCESS;
        }
        String state = thrown.getSQLState();
        if (state == null || state.length() != 5 || state.equals(IDLE_SESSION)) {
            return null;
        }
        String itsClass = state.substring(0, 2);
        if (FAILED_CLASSES.contains(itsClass) || FAILED_STATES.contains(state)) {
            return Outcome.FAILURE;
        }
        return ANSWERED_CLASSES.contains(itsClass) || isStandard(state.charAt(0)) ? Outcome.SUCCESS : null;
    }

    /**
     * Whether a class that begins so is the standard's, where the rest, from 5 and from I on, is for vendors. But the standard's
     * H is for what is around SQL, and vendors use its HY000 for anything.
     */
    private static boolean isStandard(char first) {
        return (first >= '0' && first <= '4') || (first >= 'A' && first <= 'G');
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
