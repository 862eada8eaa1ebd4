// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.sql.PooledConnection;
import javax.transaction.xa.XAException;
import org.jspecify.annotations.Nullable;

/**
 * Classifies the answers of a database: by the vendors' codes, the SQLState, the type of the exception, and its causes.
 * Immutable; each method returns a new one.
 *
 * <p>In this order:
 *
 * <ol>
 *   <li>exceptions that core ignores by default are ignored: cancellations, interrupts and rejections, also among the causes;
 *   <li>rules added to this classifier, later ones before earlier ones;
 *   <li>deadlocks, lock timeouts and serialization failures are answers, so successes, under any vendor's name, and whatever
 *       the driver chains to them;
 *   <li>failures: an exception of the types {@link java.sql.SQLTransientConnectionException} (as of a pool without a free
 *       connection), {@link java.sql.SQLNonTransientConnectionException}, {@link java.sql.SQLRecoverableException} or
 *       {@link java.sql.SQLTimeoutException}; a code or state by which PostgreSQL, MySQL, MariaDB, Oracle, SQL Server, Azure
 *       SQL, Db2 or H2 reports that it cannot be reached, is shut down, has no connection, memory or storage left, or that a
 *       statement took too long; the message of a pool that has no connection; else the classes 08, 53, 57 and 58, HYT00 and
 *       HYT01;
 *   <li>answers, so successes: errors of one statement by the vendors' codes; the other standard classes, such as 22 data, 23
 *       constraint, 28 authorization, 42 syntax; PostgreSQL's P0 (raised by a function), 54 and 55. The causes of an answer are
 *       not examined; of a batch, one lost connection is enough;
 *   <li>an {@link IOException} as the cause of an SQLException that says nothing: a failure;
 *   <li>other SQLExceptions, with an unknown SQLState or none, and sessions that were ended because they were idle, are
 *       ignored: they neither open a breaker nor prove that the database is back. {@link #otherwise} changes that for the
 *       unknown ones;
 *   <li>exceptions without an SQLException among their causes: core's default.
 * </ol>
 *
 * <p>A result is a success. But a connection alone, or a statement that was only prepared, is ignored, because pools and
 * drivers provide them without contacting the database. {@link #countingConnections} changes that.
 *
 * @since 0.1
 */
public final class SqlClassifier implements Classifier {
    private static final Pattern CLASS_OR_STATE = Pattern.compile("[0-9A-Z]{2}|[0-9A-Z]{5}");

    private static final SqlClassifier DEFAULTS = new SqlClassifier(List.of(), Outcome.IGNORED, false);

    private record Rule(Predicate<? super SQLException> test, Outcome outcome) {}

    /** The added rules, the latest first. */
    private final List<Rule> told;

    private final Outcome otherwise;
    private final boolean connectionsCount;

    private SqlClassifier(List<Rule> told, Outcome otherwise, boolean connectionsCount) {
        this.told = told;
        this.otherwise = otherwise;
        this.connectionsCount = connectionsCount;
    }

    /**
     * Returns a classifier that knows the standard's classes and the codes of common databases.
     *
     * @return a classifier without added rules
     */
    public static SqlClassifier defaults() {
        return DEFAULTS;
    }

    /**
     * Makes these states failures.
     *
     * @param states classes of two characters or SQLStates of five
     * @return the classifier with this rule added
     * @throws IllegalArgumentException if a state is neither, or none is given; the message lists each
     */
    public SqlClassifier failOn(String... states) {
        return on("failOn", Outcome.FAILURE, states);
    }

    /**
     * Makes these states healthy answers.
     *
     * @param states classes of two characters or SQLStates of five
     * @return the classifier with this rule added
     * @throws IllegalArgumentException if a state is neither, or none is given; the message lists each
     */
    public SqlClassifier succeedOn(String... states) {
        return on("succeedOn", Outcome.SUCCESS, states);
    }

    /**
     * Ignores these states.
     *
     * @param states classes of two characters or SQLStates of five
     * @return the classifier with this rule added
     * @throws IllegalArgumentException if a state is neither, or none is given; the message lists each
     */
    public SqlClassifier ignore(String... states) {
        return on("ignore", Outcome.IGNORED, states);
    }

    /**
     * Sets the outcome of matching exceptions, for vendors' codes and the like:
     * {@code when(e -> e.getErrorCode() == 1290, FAILURE)}.
     *
     * @param test the test, called with an exception, its causes and next exceptions, from the outside in; pure and
     *     thread-safe
     * @param outcome the outcome of a match
     * @return the classifier with this rule added
     */
    public SqlClassifier when(Predicate<? super SQLException> test, Outcome outcome) {
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(outcome, "outcome");
        List<Rule> more = new ArrayList<>();
        more.add(new Rule(test, outcome));
        more.addAll(told);
        return new SqlClassifier(List.copyOf(more), otherwise, connectionsCount);
    }

    /**
     * Sets the outcome of an SQLException about which nothing is known.
     *
     * @param outcome the outcome; ignored by default
     * @return the classifier with this changed
     */
    public SqlClassifier otherwise(Outcome outcome) {
        return new SqlClassifier(told, Objects.requireNonNull(outcome, "outcome"), connectionsCount);
    }

    /**
     * Makes a connection alone a success, for programs that do nothing but connect. In other programs it would hide failing
     * units of work among connections that are always available.
     *
     * @return the classifier with this changed
     */
    public SqlClassifier countingConnections() {
        return new SqlClassifier(told, otherwise, true);
    }

    @Override
    public Outcome classify(@Nullable Object result, @Nullable Throwable thrown) {
        if (thrown == null) {
            boolean isConnection = result instanceof Connection || result instanceof PooledConnection;
            boolean says = !(result instanceof Statement) && (connectionsCount || !isConnection);
            return says ? Outcome.SUCCESS : Outcome.IGNORED;
        }
        List<Throwable> story = SqlStates.story(thrown);
        List<SQLException> sql = story.stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .toList();
        boolean isForeign = sql.isEmpty() && story.stream().noneMatch(XAException.class::isInstance);
        if (isForeign || thrown instanceof Error) {
            return Classifier.defaults().classify(null, thrown);
        }
        if (story.stream().anyMatch(SqlClassifier::saysNothing)) {
            return Outcome.IGNORED;
        }
        Outcome said = told(sql);
        return said != null ? said : known(thrown, story);
    }

    /**
     * Whether an exception says nothing about the database. Drivers and pools wrap interrupts: a caller interrupted while
     * it waits for a connection gets an SQLException.
     */
    private static boolean saysNothing(Throwable thrown) {
        return Classifier.defaults().classify(null, thrown) == Outcome.IGNORED;
    }

    private @Nullable Outcome told(List<SQLException> sql) {
        for (Rule rule : told) {
            if (sql.stream().anyMatch(rule.test)) {
                return rule.outcome;
            }
        }
        return null;
    }

    private Outcome known(Throwable thrown, List<Throwable> story) {
        Outcome said = SqlStates.judge(thrown);
        if (said != null) {
            return said;
        }
        return story.stream().anyMatch(IOException.class::isInstance) ? Outcome.FAILURE : otherwise;
    }

    private SqlClassifier on(String method, Outcome outcome, String... states) {
        List<String> wrong = Arrays.stream(states)
                .filter(state -> state == null || !CLASS_OR_STATE.matcher(state).matches())
                .map(state -> method + "(" + (state == null ? "null" : "\"" + state + "\"") + ")")
                .toList();
        if (states.length == 0 || !wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    (wrong.isEmpty() ? method + "()" : String.join(", ", wrong))
                            + ": name a class of two or an SQLState of five digits and capital letters, like \"08\" or \"08006\"");
        }
        List<String> named = List.of(states);
        return when(thrown -> named.stream().anyMatch(state -> SqlStates.isIn(thrown, state)), outcome);
    }
}
