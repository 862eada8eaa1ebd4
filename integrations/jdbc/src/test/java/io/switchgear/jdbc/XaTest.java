// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.switchgear.CircuitBreaker;
import io.switchgear.testkit.NothingInFlight;
import io.switchgear.trip.TripRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A branch of a transaction manager's transaction is one call. */
@Tag("C14")
class XaTest {
    @RegisterExtension
    final NothingInFlight nothingInFlight = new NothingInFlight();

    private final CircuitBreaker breaker = nothingInFlight.watch(CircuitBreaker.of(
            "orders", c -> c.classify(SqlClassifier.defaults()).tripWhen(TripRule.consecutiveFailures(3))));

    private record Branch(int number) implements Xid {
        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {1};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {(byte) number};
        }
    }

    /** What a transaction manager does around the application's statement. */
    private static void transaction(XAConnection connection, Xid xid, String sql) throws SQLException, XAException {
        XAResource resource = connection.getXAResource();
        resource.start(xid, XAResource.TMNOFLAGS);
        try (Connection handle = connection.getConnection();
                Statement statement = handle.createStatement()) {
            statement.execute(sql);
            resource.end(xid, XAResource.TMSUCCESS);
            resource.prepare(xid);
            resource.commit(xid, false);
        }
    }

    @Test
    void shouldCountABranchOnceOnARealDatabase() throws Exception {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:xa;DB_CLOSE_DELAY=-1");
        XADataSource orders = CircuitBreakerXADataSource.of(h2, breaker);
        XAConnection connection = orders.getXAConnection();
        try (Connection handle = connection.getConnection();
                Statement statement = handle.createStatement()) {
            statement.execute("create table orders (id int primary key)");
        }
        assertThat(breaker).hasSuccesses(1);
        transaction(connection, new Branch(1), "insert into orders values (1)");
        assertThat(breaker).hasSuccesses(2).hasNothingInFlight();
        breaker.forceOpen("maintenance");
        XAResource resource = connection.getXAResource();
        resource.start(new Branch(2), XAResource.TMNOFLAGS);
        try (Connection handle = connection.getConnection();
                Statement statement = handle.createStatement()) {
            assertThat(catchThrowable(() -> statement.execute("delete from orders")))
                    .isInstanceOf(SqlCallNotPermittedException.class);
        }
        resource.end(new Branch(2), XAResource.TMSUCCESS);
        resource.rollback(new Branch(2));
        connection.close();
        assertThat(breaker).hasRejected(1).hasSuccesses(2).hasFailures(0);
    }

    @Test
    void shouldOpenWhenEveryBranchFailsAtItsEnd() throws Exception {
        for (String end : new String[] {"prepare", "commit"}) {
            FakeDriver driver = new FakeDriver().throwing(end, new XAException(XAException.XAER_RMFAIL));
            XADataSource orders = CircuitBreakerXADataSource.of(driver.xaDataSource(), breaker);
            XAConnection connection = orders.getXAConnection();
            for (int i = 0; i < 3; i++) {
                Xid xid = new Branch(i);
                assertThat(catchThrowable(() -> transaction(connection, xid, "update")))
                        .isInstanceOf(XAException.class);
                if (end.equals("prepare")) {
                    connection.getXAResource().rollback(xid);
                }
            }
            connection.close();
            assertThat(breaker).isOpen().hasSuccesses(0);
            breaker.reset("again");
        }
    }

    @Test
    void shouldTakeARollbackThatTheDatabaseAsksForForAnAnswer() throws Exception {
        FakeDriver driver = new FakeDriver().throwing("commit", new XAException(XAException.XA_RBDEADLOCK));
        XAConnection connection =
                CircuitBreakerXADataSource.of(driver.xaDataSource(), breaker).getXAConnection();
        assertThat(catchThrowable(() -> transaction(connection, new Branch(1), "update")))
                .isNotNull();
        connection.close();
        assertThat(breaker).isClosed().hasSuccesses(1).hasFailures(0);
    }

    @Test
    void shouldCommitABranchOnAnotherConnection() throws Exception {
        XADataSource orders = CircuitBreakerXADataSource.of(new FakeDriver().xaDataSource(), breaker);
        XAConnection working = orders.getXAConnection();
        XAConnection committing = orders.getXAConnection();
        Xid xid = new Branch(1);
        working.getXAResource().start(xid, XAResource.TMNOFLAGS);
        try (Connection handle = working.getConnection()) {
            handle.createStatement().executeUpdate("update");
        }
        working.getXAResource().end(xid, XAResource.TMSUCCESS);
        breaker.forceOpen("in its middle");
        assertThat(breaker).hasInFlight(1);
        committing.getXAResource().commit(xid, true);
        assertThat(breaker).hasNothingInFlight().hasStale(1).hasRejected(0);
        working.close();
        committing.close();
    }

    @Test
    void shouldCountABranchThatChangesNothingWhenItIsPrepared() throws Exception {
        FakeDriver driver = new FakeDriver().on("prepare", () -> XAResource.XA_RDONLY);
        XAConnection connection =
                CircuitBreakerXADataSource.of(driver.xaDataSource(), breaker).getXAConnection();
        XAResource resource = connection.getXAResource();
        resource.start(new Branch(1), XAResource.TMNOFLAGS);
        try (Connection handle = connection.getConnection()) {
            handle.createStatement().executeUpdate("update");
        }
        resource.end(new Branch(1), XAResource.TMSUCCESS);
        resource.prepare(new Branch(1));
        connection.close();
        assertThat(breaker).hasSuccesses(1).hasNothingInFlight();
    }

    @Test
    void shouldPassEverythingElseOnAndRefuseANegativeLoginTimeout() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        XADataSource orders = CircuitBreakerXADataSource.of(h2, breaker);
        orders.setLoginTimeout(7);
        assertThat(h2.getLoginTimeout()).isEqualTo(orders.getLoginTimeout()).isEqualTo(7);
        assertThat(orders.getParentLogger()).isSameAs(h2.getParentLogger());
        assertThat(orders).hasToString(h2 + ", guarded by circuit breaker orders");
        assertThat(catchThrowable(() -> orders.setLoginTimeout(-1)))
                .hasMessage("setLoginTimeout(-1): must be 0 or more seconds; 0 means the data source's own default");
        assertThat(h2.getLoginTimeout()).isEqualTo(7);
    }
}
