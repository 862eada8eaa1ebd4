// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import io.switchgear.testkit.ScriptedOperation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A database that does what a script says whenever it is asked for something. */
final class ScriptedDatabase {
    private ScriptedDatabase() {}

    /** Its getConnection is the operation. */
    static DataSource connectingBy(ScriptedOperation<Object> behind) {
        return proxy(
                DataSource.class,
                (self, method, args) -> method.getName().equals("isWrapperFor") ? (Object) false : ask(behind));
    }

    /** Whatever its statements execute is the operation; preparing one, closing and the rest does nothing. */
    static Connection executingBy(ScriptedOperation<Object> behind) {
        return proxy(
                Connection.class,
                (self, method, args) -> Statement.class.isAssignableFrom(method.getReturnType())
                        ? proxy(method.getReturnType(), executor(behind))
                        : method.getName().equals("commit")
                                ? ask(behind)
                                : method.getName().equals("getAutoCommit") ? true : null);
    }

    private static InvocationHandler executor(ScriptedOperation<Object> behind) {
        return (self, method, args) -> method.getName().startsWith("execute") ? ask(behind) : null;
    }

    /** As pools do, it tells of an interrupt by an SQLException. */
    private static Object ask(ScriptedOperation<Object> behind) throws Exception {
        try {
            return behind.call();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for the database", interrupted);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
