package io.switchgear.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Behind a proxy: a connection, or something that came from one. The proxy is whatever the real object is, as far as interfaces
 * go, and what it hands out is guarded too; where that leads back ({@code statement.getConnection()}), it is to the guarded
 * object that it came from. As thread-safe as the real object.
 */
final class GuardedObject implements InvocationHandler {
    /** What is guarded when a guarded object hands it out; each proxy is for one of these. */
    private static final List<Class<?>> KINDS = List.of(
            ResultSet.class, Statement.class, Connection.class, DatabaseMetaData.class, ConnectionBuilder.class);

    private static final String CANCELLED = "57014";

    private final Class<?> kind;
    private final Object real;
    private final GuardedCalls calls;
    /** What handed it out; {@code null} for the first. */
    private final @Nullable GuardedObject origin;

    private final Object proxy;

    /** Whether the application has cancelled what this statement executes now; written by any thread. */
    private volatile boolean cancelled;

    private GuardedObject(Class<?> kind, Object real, GuardedCalls calls, @Nullable GuardedObject origin) {
        this.kind = kind;
        this.real = real;
        this.calls = calls;
        this.origin = origin;
        this.proxy = Proxy.newProxyInstance(real.getClass().getClassLoader(), Interfaces.of(real.getClass()), this);
    }

    static <T> T of(Class<T> kind, T real, GuardedCalls calls) {
        return kind.cast(new GuardedObject(kind, real, calls, null).proxy);
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] args) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(method.getName(), args);
        }
        if (args != null && args.length == 1 && args[0] instanceof Class<?> type) {
            if (method.getName().equals("unwrap")) {
                return unwrap(type);
            }
            if (method.getName().equals("isWrapperFor")) {
                return type.isInstance(proxy) || type.isInstance(real) || ((Wrapper) real).isWrapperFor(type);
            }
        }
        return handOut(pass(method, args), method.getReturnType());
    }

    private @Nullable Object pass(Method method, Object @Nullable [] args) throws Throwable {
        return switch (Passage.of(kind, method)) {
            case GUARDED -> {
                cancelled = false;
                yield calls.call(() -> invokeReal(method, args), this::isCancelled);
            }
            case WATCHED -> calls.watch(() -> invokeReal(method, args));
            case FREE -> method.getName().equals("cancel") ? cancel(method, args) : invokeReal(method, args);
        };
    }

    private @Nullable Object cancel(Method method, Object @Nullable [] args) throws Throwable {
        cancelled = true; // before: what it cancels may end first
        try {
            return invokeReal(method, args);
        } catch (Throwable notCancelled) {
            cancelled = false;
            throw notCancelled;
        }
    }

    /** Servers and drivers call a timeout and a cancelled statement the same; here it is known which of the two it is. */
    private boolean isCancelled(Throwable thrown) {
        return cancelled
                && thrown instanceof SQLException answer
                && (CANCELLED.equals(answer.getSQLState()) || answer instanceof SQLTimeoutException);
    }

    /** What the real object does: its own result, its own exception. */
    private @Nullable Object invokeReal(Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(real, args);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    private @Nullable Object unwrap(Class<?> type) throws SQLException {
        if (type.isInstance(proxy)) {
            return proxy;
        }
        return type.isInstance(real) ? real : ((Wrapper) real).unwrap(type);
    }

    /** The guarded object for a real one, as far as the caller's type allows. */
    private @Nullable Object handOut(@Nullable Object result, Class<?> type) {
        boolean canBeGuarded = type.isInterface() || type == Object.class;
        if (result == null || !canBeGuarded || handlerOf(result) instanceof GuardedObject) {
            return result;
        }
        for (Class<?> candidate : KINDS) {
            if (candidate.isInstance(result)) {
                Object guarded = guarded(candidate, result);
                return type.isInstance(guarded) ? guarded : result;
            }
        }
        return result;
    }

    @SuppressWarnings("ReferenceEquality") // the very object, whatever its equals may say
    private Object guarded(Class<?> wanted, Object result) {
        boolean leadsBack = wanted == Connection.class || wanted == Statement.class;
        for (GuardedObject from = this; from != null; from = from.origin) {
            if (from.real == result || (leadsBack && from.kind == wanted)) {
                return from.proxy;
            }
        }
        return new GuardedObject(wanted, result, calls, this).proxy;
    }

    private @Nullable Object ofObject(String name, Object @Nullable [] args) {
        return switch (name) {
            case "equals" -> args != null && isSame(args[0]);
            case "hashCode" -> real.hashCode();
            default -> real + ", guarded by circuit breaker " + calls.breaker().name();
        };
    }

    /** Two proxies of one real object are equal; a real object would not know of the proxy, so those are not. */
    private boolean isSame(@Nullable Object other) {
        return other != null && handlerOf(other) instanceof GuardedObject guarded && real.equals(guarded.real);
    }

    private static @Nullable InvocationHandler handlerOf(Object object) {
        return Proxy.isProxyClass(object.getClass()) ? Proxy.getInvocationHandler(object) : null;
    }
}
