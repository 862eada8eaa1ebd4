// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;

/**
 * A driver whose methods do what a test says, by their name; those of which nothing was said succeed. A query gives three rows, and
 * another statement an update count. Thread-safe.
 */
final class FakeDriver {
    private static final int ROWS = 3;

    private final Map<String, Callable<?>> does = new ConcurrentHashMap<>();
    /** The methods that were called, in turn. */
    final Queue<String> called = new ConcurrentLinkedQueue<>();

    /** Whether an object of a row is an array. */
    volatile boolean arrays;
    /** Of the latest call. */
    volatile Object[] lastArguments;
    /** What a statement says that closes itself on completion. */
    volatile boolean statementsAreClosed;

    FakeDriver on(String method, Callable<?> action) {
        does.put(method, action);
        return this;
    }

    FakeDriver throwing(String method, Exception thrown) {
        return on(method, () -> {
            throw thrown;
        });
    }

    FakeDriver well(String method) {
        does.remove(method);
        return this;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, new Real(null));
    }

    XADataSource xaDataSource() {
        return proxy(XADataSource.class, new Real(null));
    }

    private <T> T proxy(Class<T> type, Real real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> real.call(self, method, args)));
    }

    /** One object of the driver. */
    private final class Real {
        private final Object from;
        private int row;
        private boolean autoCommit = true;
        private boolean closed;
        private ResultSet rows;

        Real(Object from) {
            this.from = from;
        }

        Object call(Object self, Method method, Object[] args) throws Throwable {
            String name = method.getName();
            switch (name) {
                case "hashCode":
                    return System.identityHashCode(self);
                case "equals":
                    return self == args[0];
                case "toString":
                    return "fake";
                case "isWrapperFor":
                    return false;
                case "getAutoCommit":
                    return autoCommit;
                case "isClosed":
                    return closed || statementsAreClosed;
                case "getUpdateCount":
                    return -1;
                default:
                    called.add(name);
                    lastArguments = args;
            }
            Callable<?> action = does.get(name);
            Object given = action == null ? null : action.call();
            return given == null ? well(self, method, args) : given;
        }

        private Object well(Object self, Method method, Object[] args) throws SQLException {
            switch (method.getName()) {
                case "setAutoCommit":
                    autoCommit = (boolean) args[0];
                    return null;
                case "close":
                    closed = true;
                    return null;
                case "next":
                    return ++row <= ROWS;
                case "getResultSet":
                    if (rows == null || method.getDeclaringClass() != Statement.class) {
                        rows = proxy(ResultSet.class, new Real(self));
                    }
                    return rows;
                case "execute":
                    return ((String) args[0]).startsWith("select");
                case "getObject":
                    return arrays ? proxy(Array.class, new Real(self)) : null;
                case "getConnection", "getStatement":
                    if (from != null && method.getReturnType().isInstance(from)) {
                        return from;
                    }
                    break;
                case "unwrap":
                    throw new SQLException("wraps nothing");
                default:
            }
            return result(self, method.getReturnType());
        }

        private Object result(Object self, Class<?> type) {
            if (type == boolean.class) {
                return false;
            }
            if (type == int.class) {
                return 1;
            }
            if (type == long.class) {
                return 1L;
            }
            if (type == int[].class) {
                return new int[] {1};
            }
            return type.isInterface() && OBJECTS.stream().anyMatch(kind -> kind.isAssignableFrom(type))
                    ? proxy(type, new Real(self))
                    : null;
        }
    }

    private static final Set<Class<?>> OBJECTS = Set.of(
            Connection.class,
            Statement.class,
            ResultSet.class,
            DatabaseMetaData.class,
            Savepoint.class,
            Blob.class,
            Clob.class,
            Array.class,
            SQLXML.class,
            XAConnection.class,
            XAResource.class);
}
