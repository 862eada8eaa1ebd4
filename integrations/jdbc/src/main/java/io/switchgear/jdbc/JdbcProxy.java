// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import io.switchgear.CircuitBreaker;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/**
 * A proxy with all the interfaces of the real object. The objects that it returns are proxies too; a method that leads back
 * ({@code statement.getConnection()}) returns the proxy that this one came from. As thread-safe as the real object.
 */
abstract class JdbcProxy implements InvocationHandler {
    private static final int DEEPEST = 8;

    final Class<?> kind;
    final Object real;
    final Session session;
    /** The proxy that returned this one; {@code null} for the first. */
    final @Nullable JdbcProxy origin;

    final Object proxy;

    JdbcProxy(Class<?> kind, Object real, Session session, @Nullable JdbcProxy origin) {
        this.kind = kind;
        this.real = real;
        this.session = session;
        this.origin = origin;
        this.proxy = Interfaces.proxy(real, this);
    }

    /** Creates a proxy for an object that this one returns. */
    abstract JdbcProxy handingOut(Class<?> wanted, Object result, @Nullable Work unit);

    /** Calls the real object: its own result, its own exception. */
    final @Nullable Object invokeReal(Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(real, args == null ? null : unguarded(args));
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    /** The arguments without proxies: a driver knows only its own objects. */
    private static Object[] unguarded(Object[] args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i] instanceof Proxy && Proxy.getInvocationHandler(args[i]) instanceof JdbcProxy guarded) {
                args[i] = guarded.real;
            }
        }
        return args;
    }

    final @Nullable Object unwrap(Class<?> type) throws SQLException {
        if (type.isInstance(proxy)) {
            return proxy;
        }
        return type.isInstance(real) ? real : ((Wrapper) real).unwrap(type);
    }

    final boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(proxy) || type.isInstance(real) || ((Wrapper) real).isWrapperFor(type);
    }

    /** The guarded object for a real one, as far as the caller's type allows. */
    final @Nullable Object handOut(@Nullable Object result, Method method, @Nullable Work unit) {
        if (result == null) {
            return null;
        }
        Class<?> type = method.getReturnType();
        boolean canBeGuarded = type.isInterface() || type == Object.class;
        if (!canBeGuarded || isGuardedHere(result)) {
            return result;
        }
        for (Class<?> candidate : Passage.KINDS) {
            if (candidate.isInstance(result)) {
                Object guarded = guarded(candidate, result, unit);
                return type.isInstance(guarded) ? guarded : result;
            }
        }
        return result;
    }

    private boolean isGuardedHere(Object result) {
        return handlerOf(result) instanceof JdbcProxy guarded && guarded.session.calls() == session.calls();
    }

    @SuppressWarnings("ReferenceEquality") // the same object, whatever its equals may say
    private Object guarded(Class<?> wanted, Object result, @Nullable Work unit) {
        boolean leadsBack = wanted == Connection.class || wanted == Statement.class;
        for (JdbcProxy from = this; from != null; from = from.origin) {
            if (from.real == result || (leadsBack && from.kind == wanted)) {
                return from.proxy;
            }
        }
        return handingOut(wanted, result, unit).proxy;
    }

    /** Whether a connection, or one that it wraps, already goes through the breaker. */
    static boolean isGuardedBy(CircuitBreaker breaker, Connection connection) {
        Object each = connection;
        for (int depth = 0; depth < DEEPEST && each instanceof Connection outer; depth++) {
            if (handlerOf(outer) instanceof JdbcProxy guarded) {
                if (guarded.session.calls().breaker() == breaker) {
                    return true;
                }
                each = guarded.real;
            } else {
                each = inner(outer);
            }
        }
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // an object that wraps nothing returns itself
    private static @Nullable Object inner(Connection outer) {
        try {
            Connection inner = outer.unwrap(Connection.class);
            return inner == outer ? null : inner;
        } catch (SQLException | RuntimeException cannotTell) {
            return null;
        }
    }

    final @Nullable Object ofObject(String name, Object @Nullable [] args) {
        return switch (name) {
            case "equals" -> args != null && isSame(args[0]);
            case "hashCode" -> real.hashCode();
            default ->
                real + ", guarded by circuit breaker "
                        + session.calls().breaker().name();
        };
    }

    /**
     * Two proxies of one real object are equal; a proxy and its real object are not, because the real object does not know
     * the proxy.
     */
    private boolean isSame(@Nullable Object other) {
        return other != null && handlerOf(other) instanceof JdbcProxy guarded && real.equals(guarded.real);
    }

    private static @Nullable InvocationHandler handlerOf(Object object) {
        return object instanceof Proxy ? Proxy.getInvocationHandler(object) : null;
    }
}
