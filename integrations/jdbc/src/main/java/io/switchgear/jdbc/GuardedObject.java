// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import io.switchgear.Call;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.XAConnection;
import org.jspecify.annotations.Nullable;

/**
 * A connection, or an object that came from one, whose calls are steps of units of work. As thread-safe as the real object.
 */
final class GuardedObject extends JdbcProxy {
    private final Map<Method, Door> doors;

    /** The latest unit of work of a statement, or the unit of the statement that an object came from. */
    private volatile @Nullable Work work;
    /** Whether that unit ends with the rows of one result set. */
    private volatile boolean endsWithRows;
    /** Whether the application has closed this statement or result set. */
    private volatile boolean closed;

    private GuardedObject(
            Class<?> kind, Object real, Session session, @Nullable JdbcProxy origin, @Nullable Work work) {
        super(kind, real, session, origin);
        this.doors = Door.known(kind);
        this.work = work;
    }

    @Override
    JdbcProxy handingOut(Class<?> wanted, Object result, @Nullable Work unit) {
        if (result instanceof Connection connection) {
            session.connected(connection);
        }
        return new GuardedObject(wanted, result, session, this, unit);
    }

    /**
     * Requests a connection and guards it.
     *
     * @param source the source of the connection
     */
    static <T, X extends Throwable> T connect(
            GuardedCalls calls, Class<T> kind, Call<? extends @Nullable T, X> connecting, Object source)
            throws SQLException, X {
        Session session = new Session(calls);
        T connection = session.prepare(connecting);
        if (connection == null) {
            throw new SQLException("Circuit breaker \"" + calls.breaker().name() + "\": " + source
                    + " returned null instead of a connection; guard a data source that connects or throws");
        }
        calls.checkFirst(connection);
        return of(kind, connection, session);
    }

    /** The first guarded object of a session. */
    static <T> T of(Class<T> kind, T real, Session session) {
        if (real instanceof Connection connection) {
            session.connected(connection);
        } else if (real instanceof XAConnection) {
            session.servesTransactionManager();
        }
        return kind.cast(new GuardedObject(kind, real, session, null, null).proxy);
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] args) throws Throwable {
        Door door = doors.get(method);
        if (door == null) {
            door = Door.of(kind, method);
            doors.put(method, door);
        }
        return switch (door) {
            case OF_OBJECT -> ofObject(method.getName(), args);
            case UNWRAP -> unwrap(classIn(args));
            case IS_WRAPPER_FOR -> isWrapperFor(classIn(args));
            case FREE -> handOut(invokeReal(method, args), method, work);
            case WATCHED -> watch(method, args);
            case READ -> read(method, args);
            case EXECUTE -> execute(method, args);
            case QUERY -> query(method, args);
            case ALONE -> alone(method, args);
            case PREPARE -> handOut(session.prepare(() -> invokeReal(method, args)), method, null);
            case CONNECT ->
                connect(session.calls(), Connection.class, () -> (Connection) invokeReal(method, args), real);
            case END -> session.end(() -> invokeReal(method, args));
            case SET_AUTO_COMMIT -> setAutoCommit(method, args);
            case NEXT -> next(method, args);
            case MORE_RESULTS -> moreResults(method, args);
            case CANCEL -> cancel(method, args);
            case ABORT -> abort(method, args);
            case CLOSE_CONNECTION -> session.close(() -> invokeReal(method, args));
            case CLOSE_STATEMENT -> closeStatement(method, args);
            case CLOSE_RESULT -> closeResult(method, args);
            case XA -> session.calls().branches().pass(session, method.getName(), args, () -> invokeReal(method, args));
        };
    }

    private @Nullable Object execute(Method method, Object @Nullable [] args) throws Throwable {
        if (session.isInTransaction()) {
            Work transaction = session.inTransaction();
            work = transaction;
            transaction.begins();
            return handOut(inStep(transaction, method, args), method, transaction);
        }
        Work begins = session.beginNoted();
        finishOwn(); // executing again closes the earlier results
        work = begins;
        Object result = ending(begins, method, args);
        endsWithRows = result instanceof ResultSet;
        if (!endsWithRows && !Boolean.TRUE.equals(result) && !(real instanceof CallableStatement)) {
            session.finish(begins);
        }
        return handOut(result, method, begins);
    }

    private @Nullable Object query(Method method, Object @Nullable [] args) throws Throwable {
        if (session.isInTransaction()) {
            Work transaction = session.inTransaction();
            return handOut(inStep(transaction, method, args), method, transaction);
        }
        Work begins = session.beginNoted();
        return handOut(ending(begins, method, args), method, begins);
    }

    private @Nullable Object alone(Method method, Object @Nullable [] args) throws Throwable {
        if (session.isInTransaction()) {
            return inStep(session.inTransaction(), method, args);
        }
        Work begins = session.beginNoted();
        Object result = ending(begins, method, args);
        session.finish(begins);
        return result;
    }

    private @Nullable Object inStep(Work unit, Method method, Object @Nullable [] args) throws Throwable {
        long since = unit.stepBegins();
        try {
            Object result = invokeReal(method, args);
            unit.stepReturned(since);
            return result;
        } catch (Throwable thrown) {
            unit.stepThrew(thrown, since, false, isClosed());
            throw thrown;
        }
    }

    private @Nullable Object ending(Work unit, Method method, Object @Nullable [] args) throws Throwable {
        long since = unit.stepBegins();
        try {
            Object result = invokeReal(method, args);
            unit.stepReturned(since);
            unit.setResult(result);
            return result;
        } catch (Throwable thrown) {
            unit.stepThrew(thrown, since, true, isClosed());
            session.remove(unit);
            throw thrown;
        }
    }

    /** Whether the application has closed this object, or the object that it came from. */
    private boolean isClosed() {
        for (JdbcProxy each = this; each != null; each = each.origin) {
            if (each instanceof GuardedObject object && object.closed) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Object watch(Method method, Object @Nullable [] args) throws Throwable {
        Work unit = unit();
        Object result = unit == null ? session.watch(() -> invokeReal(method, args)) : inStep(unit, method, args);
        return result != null && LobStreams.isStream(method.getReturnType())
                ? LobStreams.of(result, this::broke)
                : handOut(result, method, unit);
    }

    /** Reading a value failed. */
    private void broke(Throwable thrown) {
        Work unit = unit();
        if (unit != null) {
            unit.threw(thrown, isClosed());
        } else if (!session.isEnded()) {
            session.calls().recordFailure(thrown);
        }
    }

    private @Nullable Object read(Method method, Object @Nullable [] args) throws Throwable {
        try {
            return handOut(invokeReal(method, args), method, work);
        } catch (Throwable thrown) {
            broke(thrown);
            throw thrown;
        }
    }

    /** The unit of work that this object belongs to now; a result may outlive the transaction that it came from. */
    private @Nullable Work unit() {
        Work latest = work;
        if (latest != null && !latest.isOver()) {
            return latest;
        }
        Work transaction = session.transaction();
        return transaction == null ? latest : transaction;
    }

    private @Nullable Object setAutoCommit(Method method, Object @Nullable [] args) throws Throwable {
        boolean commits = args != null && Boolean.TRUE.equals(args[0]);
        Call<@Nullable Object, Throwable> call = () -> invokeReal(method, args);
        return commits ? session.end(call) : session.watch(call);
    }

    private @Nullable Object next(Method method, Object @Nullable [] args) throws Throwable {
        Object more = watch(method, args);
        if (Boolean.FALSE.equals(more) && endsItsUnit()) {
            finishOwn();
        }
        return more;
    }

    private @Nullable Object moreResults(Method method, Object @Nullable [] args) throws Throwable {
        Object more = watch(method, args);
        if (Boolean.FALSE.equals(more) && ((Statement) real).getUpdateCount() == -1) {
            finishOwn();
        }
        return more;
    }

    private @Nullable Object cancel(Method method, Object @Nullable [] args) throws Throwable {
        if (kind == Connection.class) {
            return session.cancel(() -> invokeReal(method, args));
        }
        Work unit = unit();
        return unit == null ? invokeReal(method, args) : unit.cancel(() -> invokeReal(method, args));
    }

    private @Nullable Object abort(Method method, Object @Nullable [] args) throws Throwable {
        session.aborts(); // first, because the aborted calls may end before this one
        return invokeReal(method, args);
    }

    private @Nullable Object closeStatement(Method method, Object @Nullable [] args) throws Throwable {
        close(method, args);
        finishOwn();
        return null;
    }

    private @Nullable Object closeResult(Method method, Object @Nullable [] args) throws Throwable {
        close(method, args);
        if (endsItsUnit() || (origin != null && origin.kind == Statement.class && isDone(origin.real))) {
            finishOwn();
        }
        return null;
    }

    /** For a result set, whether its rows end the unit of work; others are one of several results, or come from an array. */
    private boolean endsItsUnit() {
        return origin instanceof GuardedObject from
                && (from.kind == DatabaseMetaData.class || (from.kind == Statement.class && from.endsWithRows));
    }

    /** Whether a statement has closed itself, as after {@code closeOnCompletion}. */
    private static boolean isDone(Object statement) {
        try {
            return ((Statement) statement).isClosed();
        } catch (SQLException broken) {
            return true;
        }
    }

    private void close(Method method, Object @Nullable [] args) throws Throwable {
        Work unit = unit();
        closed = true; // first, because a step on another thread fails with it
        if (unit == null || unit.isOver()) {
            invokeReal(method, args);
            return;
        }
        if (unit != session.transaction()) {
            unit.giveUpStep();
        }
        try {
            invokeReal(method, args);
        } catch (Throwable thrown) {
            unit.threw(thrown, false);
            throw thrown;
        }
    }

    /** Ends the unit of work of a statement; that of a transaction goes on. */
    private void finishOwn() {
        Work own = work;
        if (own != null && !own.isOver() && own != session.transaction()) {
            session.finish(own);
        }
    }

    private static Class<?> classIn(Object @Nullable [] args) {
        return args != null && args[0] instanceof Class<?> type ? type : Void.class;
    }
}
