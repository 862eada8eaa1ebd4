// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/** A value that is read as a stream belongs to its unit of work, to its end. */
@Tag("C14")
class LobStreamTest {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    private static final IOException LOST =
            new IOException("cannot read", new SQLException("the server closed the connection", "08006"));

    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final FakeDriver driver = new FakeDriver();
    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "orders", c -> c.classify(SqlClassifier.defaults()).tripWhen(TripRule.consecutiveFailures(3))));
    private final DataSource orders = CircuitBreakerDataSource.of(driver.dataSource(), breaker);

    @FunctionalInterface
    private interface Read {
        void from(ResultSet row) throws Exception;
    }

    private static Arguments call(String method, String what, Read read) {
        return Arguments.of(method, what, read);
    }

    static Stream<Arguments> reads() {
        return Stream.of(
                call(
                        "getBinaryStream",
                        "a blob",
                        row -> row.getBlob(1).getBinaryStream().readAllBytes()),
                call(
                        "getBinaryStream",
                        "byte by byte",
                        row -> untilEnd(row.getBlob(1).getBinaryStream())),
                call(
                        "getBinaryStream",
                        "a column",
                        row -> row.getBinaryStream(1).readAllBytes()),
                call(
                        "getBinaryStream",
                        "skipped",
                        row -> row.getBinaryStream("photo").skipNBytes(1000)),
                call(
                        "getBinaryStream",
                        "XML",
                        row -> row.getSQLXML(1).getBinaryStream().readAllBytes()),
                call(
                        "getCharacterStream",
                        "a clob",
                        row -> readAll(row.getClob(1).getCharacterStream())),
                call("getCharacterStream", "char by char", row -> untilEnd(row.getCharacterStream(1))),
                call(
                        "getCharacterStream",
                        "chars skipped",
                        row -> row.getCharacterStream(1).skip(1000)));
    }

    private static void untilEnd(InputStream bytes) throws IOException {
        while (bytes.read() >= 0) {
            assertThat(bytes.available()).isNotNegative();
        }
    }

    private static void untilEnd(Reader chars) throws IOException {
        while (chars.read() >= 0) {
            assertThat(chars.ready()).isIn(true, false);
        }
    }

    private static void readAll(Reader chars) throws IOException {
        chars.transferTo(new StringWriter());
    }

    /** Has a few bytes, and then this. */
    private void giving(String method, IOException thrown) {
        driver.on(method, () -> {
            InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(new byte[3]), new InputStream() {
                @Override
                public int read() throws IOException {
                    if (thrown != null) {
                        throw thrown;
                    }
                    return -1;
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    return read();
                }
            });
            return method.equals("getBinaryStream")
                    ? breaking
                    : new InputStreamReader(breaking, StandardCharsets.ISO_8859_1);
        });
    }

    private void use(Read read) throws Exception {
        try (Connection connection = orders.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select")) {
            assertThat(rows.next()).isTrue();
            read.from(rows);
        }
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("reads")
    void shouldOpenWhenEveryStreamBreaks(String method, String what, Read read) {
        giving(method, LOST);
        for (int i = 0; i < 3; i++) {
            assertThat(catchThrowable(() -> use(read))).isSameAs(LOST);
        }
        assertThat(breaker).isOpen().hasFailures(3).hasSuccesses(0);
    }

    @Test
    void shouldCountATimeoutAndNoExceptionThatSaysNothing() throws Exception {
        giving("getBinaryStream", new SocketTimeoutException("Read timed out"));
        assertThat(catchThrowable(() -> use(row -> row.getBinaryStream(1).readAllBytes())))
                .hasMessage("Read timed out");
        assertThat(breaker).hasFailures(1).hasSuccesses(0);
        giving("getBinaryStream", new IOException("the stream is closed"));
        assertThat(catchThrowable(() -> use(row -> row.getBinaryStream(1).readAllBytes())))
                .hasMessage("the stream is closed");
        giving("getBinaryStream", null);
        use(row -> assertThat(row.getBinaryStream(1).readAllBytes()).hasSize(3));
        assertThat(breaker).hasFailures(1).hasSuccesses(2);
    }

    @Test
    void shouldIgnoreAStreamWhoseResultTheApplicationHasClosed() {
        giving("getBinaryStream", LOST);
        assertThat(catchThrowable(() -> use(row -> {
                    InputStream late = row.getBinaryStream(1);
                    row.close();
                    late.readAllBytes();
                })))
                .isSameAs(LOST);
        assertThat(breaker).hasFailures(0);
    }

    @Test
    void shouldCountARealBlobThatBreaksOffOnce() throws Exception {
        DataSource real = CircuitBreakerDataSource.of(POSTGRES.database(), breaker);
        try (Connection connection = real.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            int pid = connection.unwrap(PGConnection.class).getBackendPID();
            try (ResultSet rows = statement.executeQuery("select lo_from_bytea(0, repeat('x', 1000000)::bytea)")) {
                assertThat(rows.next()).isTrue();
                InputStream photo = rows.getBlob(1).getBinaryStream();
                assertThat(photo.read()).isEqualTo('x');
                POSTGRES.terminate(pid);
                assertThat(catchThrowable(photo::readAllBytes)).isInstanceOf(IOException.class);
                assertThat(breaker).hasFailures(1).hasSuccesses(0).hasNothingInFlight();
            }
            assertThat(catchThrowable(connection::rollback)).isInstanceOf(SQLException.class);
        }
        assertThat(breaker).hasFailures(1).hasSuccesses(0);
    }
}
