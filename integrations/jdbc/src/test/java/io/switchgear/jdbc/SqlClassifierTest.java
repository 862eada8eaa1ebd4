// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.outcome.Outcome.FAILURE;
import static io.switchgear.outcome.Outcome.IGNORED;
import static io.switchgear.outcome.Outcome.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.outcome.Outcome;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
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
import java.sql.Statement;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C3")
class SqlClassifierTest {
    private final SqlClassifier classifier = SqlClassifier.defaults();

    @ParameterizedTest
    @CsvSource({
        "08001, FAILURE",
        "08006, FAILURE",
        "08S01, FAILURE",
        "53300, FAILURE",
        "53100, FAILURE",
        "57P01, FAILURE",
        "57P02, FAILURE",
        "57P03, FAILURE",
        "57014, FAILURE",
        "58030, FAILURE",
        "HYT00, FAILURE",
        "HYT01, FAILURE",
        "01002, FAILURE",
        "0A000, SUCCESS",
        "21000, SUCCESS",
        "22001, SUCCESS",
        "22P02, SUCCESS",
        "23505, SUCCESS",
        "25P02, SUCCESS",
        "25006, SUCCESS",
        "28P01, SUCCESS",
        "3D000, SUCCESS",
        "40001, SUCCESS",
        "40P01, SUCCESS",
        "42601, SUCCESS",
        "42P01, SUCCESS",
        "45000, SUCCESS",
        "54000, SUCCESS",
        "55P03, SUCCESS",
        "P0001, SUCCESS",
        "F0000, SUCCESS",
        "57P05, IGNORED",
        "HY000, IGNORED",
        "HY008, IGNORED",
        "70100, IGNORED",
        "72000, IGNORED",
        "99999, IGNORED",
        "90007, IGNORED",
        "XX000, IGNORED",
        "S1000, IGNORED",
        "8, IGNORED",
        "'', IGNORED",
        ", IGNORED"
    })
    void shouldTellByTheState(String state, Outcome expected) {
        assertThat(outcomeOf(new SQLException("what happened", state))).isEqualTo(expected);
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of(new SQLTransientConnectionException("no free connection"), FAILURE),
                Arguments.of(
                        new SQLTransientConnectionException("wrong password, says the last try", "28P01"), FAILURE),
                Arguments.of(new SQLNonTransientConnectionException("refused"), FAILURE),
                Arguments.of(new SQLRecoverableException("closed connection"), FAILURE),
                Arguments.of(new SQLTimeoutException("too long"), FAILURE),
                Arguments.of(new SQLSyntaxErrorException("syntax"), SUCCESS),
                Arguments.of(new SQLIntegrityConstraintViolationException("twice"), SUCCESS),
                Arguments.of(new SQLDataException("too large"), SUCCESS),
                Arguments.of(new SQLTransactionRollbackException("deadlock"), SUCCESS),
                Arguments.of(new SQLInvalidAuthorizationSpecException("who?"), SUCCESS),
                Arguments.of(new SQLFeatureNotSupportedException("cannot"), SUCCESS));
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldTellByTheTypeWhereThereIsNoState(SQLException thrown, Outcome expected) {
        assertThat(outcomeOf(thrown)).isEqualTo(expected);
    }

    @Test
    void shouldLookBehindABatch() {
        BatchUpdateException twice = new BatchUpdateException();
        assertThat(outcomeOf(twice)).isEqualTo(IGNORED);
        twice.setNextException(new SQLException("twice", "23505"));
        assertThat(outcomeOf(twice)).isEqualTo(SUCCESS);
        twice.setNextException(new SQLException("connection lost", "08006"));
        assertThat(outcomeOf(twice)).isEqualTo(FAILURE);
    }

    @Test
    void shouldLookAtCausesAlsoOfWhatIsNoSqlException() {
        SQLException refused = new SQLException("refused", "08001");
        assertThat(outcomeOf(new RuntimeException("cannot load the order", refused)))
                .isEqualTo(FAILURE);
        assertThat(outcomeOf(new CompletionException(new SQLException("twice", "23505"))))
                .isEqualTo(SUCCESS);
        assertThat(outcomeOf(new SQLException("?", new SocketTimeoutException("read"))))
                .isEqualTo(FAILURE);
        assertThat(outcomeOf(new SQLException("the input broke", "22000", new IOException("file"))))
                .isEqualTo(SUCCESS);
        assertThat(outcomeOf(new IOException("no database"))).isEqualTo(FAILURE);
        assertThat(outcomeOf(new StackOverflowError())).isEqualTo(FAILURE);
    }

    @Test
    void shouldIgnoreWhatSaysNothingWhereverItIs() {
        assertThat(outcomeOf(new CancellationException())).isEqualTo(IGNORED);
        assertThat(outcomeOf(new SQLTransientConnectionException("interrupted", "08000", new InterruptedException())))
                .isEqualTo(IGNORED);
    }

    @Test
    void shouldEndWhenExceptionsRunInACircle() {
        SQLException one = new SQLException("one");
        SQLException other = new SQLException("other", one);
        one.initCause(other);
        assertThat(outcomeOf(one)).isEqualTo(IGNORED);
    }

    @Test
    void shouldTakeResultsForSuccessesButNotWhatCostsTheDatabaseNothing() throws Exception {
        assertThat(classifier.classify(7, null)).isEqualTo(SUCCESS);
        assertThat(classifier.classify(null, null)).isEqualTo(SUCCESS);
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            assertThat(classifier.classify(connection, null)).isEqualTo(IGNORED);
            assertThat(classifier.classify(statement, null)).isEqualTo(IGNORED);
            assertThat(classifier.countingConnections().classify(connection, null))
                    .isEqualTo(SUCCESS);
            assertThat(classifier.countingConnections().classify(statement, null))
                    .isEqualTo(IGNORED);
        }
    }

    @Test
    void shouldDoAsItIsTold() {
        SqlClassifier told = classifier
                .failOn("25006", "70")
                .succeedOn("53")
                .ignore("57014", "53100")
                .when(thrown -> thrown.getErrorCode() == 1290, FAILURE)
                .otherwise(FAILURE);
        assertThat(told.classify(null, new SQLException("", "25006"))).isEqualTo(FAILURE);
        assertThat(told.classify(null, new SQLException("", "25001"))).isEqualTo(SUCCESS);
        assertThat(told.classify(null, new SQLException("", "70100"))).isEqualTo(FAILURE);
        assertThat(told.classify(null, new SQLException("", "53300"))).isEqualTo(SUCCESS);
        assertThat(told.classify(null, new SQLException("", "53100"))).isEqualTo(IGNORED);
        assertThat(told.classify(null, new SQLTimeoutException("", "57014"))).isEqualTo(IGNORED);
        assertThat(told.classify(null, new SQLException("read-only", "HY000", 1290)))
                .isEqualTo(FAILURE);
        assertThat(told.classify(null, new SQLException("", "23505"))).isEqualTo(SUCCESS);
        assertThat(told.classify(null, new SQLException(""))).isEqualTo(FAILURE);
        assertThat(outcomeOf(new SQLException("", "25006")))
                .as("the one it came from")
                .isEqualTo(SUCCESS);
    }

    @Test
    void shouldLetTheLaterWordCount() {
        SqlClassifier told = classifier.failOn("23505").succeedOn("23").failOn("23503");
        assertThat(told.classify(null, new SQLException("", "23505"))).isEqualTo(SUCCESS);
        assertThat(told.classify(null, new SQLException("", "23503"))).isEqualTo(FAILURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "080060X", "08 06", "57p01", "", "080"})
    void shouldRefuseWhatIsNoState(String wrong) {
        assertThatThrownBy(() -> classifier.failOn("08006", wrong, "*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("failOn(\"" + wrong
                        + "\"), failOn(\"*\"): name a class of two or an SQLState of five digits and"
                        + " capital letters, like \"08\" or \"08006\"");
    }

    @Test
    void shouldRefuseNothingAndNull() {
        assertThatThrownBy(classifier::succeedOn).hasMessageStartingWith("succeedOn(): name a class");
        assertThatThrownBy(() -> classifier.ignore((String) null)).hasMessageStartingWith("ignore(null): name a class");
        assertThatThrownBy(() -> classifier.otherwise(null)).hasMessage("outcome");
        assertThatThrownBy(() -> classifier.when(null, FAILURE)).hasMessage("test");
    }

    private Outcome outcomeOf(Throwable thrown) {
        return classifier.classify(null, thrown);
    }
}
