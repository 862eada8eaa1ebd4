// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;

/** The role of a method of one kind of object in units of work. Determined once for each method. */
enum Door {
    OF_OBJECT,
    UNWRAP,
    IS_WRAPPER_FOR,
    /** Not counted. */
    FREE,
    /** A step of the unit of work, if there is one. */
    WATCHED,
    /** The same for values of a row, which have mostly been fetched already: there are too many to measure their time. */
    READ,
    /** Begins the unit of work of a statement, which lasts while it has results. */
    EXECUTE,
    /** Begins a unit of work, which lasts until the returned result set is at its end. */
    QUERY,
    /** A unit of work by itself, or a step of the transaction. */
    ALONE,
    /** Requests a prepared statement. */
    PREPARE,
    /** Requests a connection. */
    CONNECT,
    /** Ends the transaction. */
    END,
    SET_AUTO_COMMIT,
    NEXT,
    MORE_RESULTS,
    CANCEL,
    ABORT,
    CLOSE_CONNECTION,
    CLOSE_STATEMENT,
    CLOSE_RESULT,
    /** A call of a transaction manager. */
    XA;

    private static final Map<Class<?>, Map<Method, Door>> KNOWN =
            Passage.KINDS.stream().collect(Collectors.toMap(Function.identity(), kind -> new ConcurrentHashMap<>()));

    /** The known methods of one kind of object, with their roles. */
    static Map<Method, Door> known(Class<?> kind) {
        Map<Method, Door> known = KNOWN.get(kind);
        if (known == null) {
            throw new IllegalArgumentException(kind + " is not guarded");
        }
        return known;
    }

    static Door of(Class<?> kind, Method method) {
        if (method.getDeclaringClass() == Object.class) {
            return OF_OBJECT;
        }
        String name = method.getName();
        if (Wrapper.class.isAssignableFrom(kind) && takesAClass(method)) {
            if (name.equals("unwrap")) {
                return UNWRAP;
            }
            if (name.equals("isWrapperFor")) {
                return IS_WRAPPER_FOR;
            }
        }
        if (kind == Statement.class) {
            return ofStatement(method, name);
        }
        if (kind == Connection.class) {
            return ofConnection(method, name);
        }
        if (kind == ResultSet.class) {
            return switch (name) {
                case "next" -> NEXT;
                case "close" -> CLOSE_RESULT;
                default -> isValue(method) ? READ : plain(kind, method, ALONE);
            };
        }
        if (kind == DatabaseMetaData.class) {
            return plain(kind, method, QUERY);
        }
        if (kind == XAResource.class) {
            return XA;
        }
        if (kind == XAConnection.class) {
            return name.equals("close") ? CLOSE_CONNECTION : FREE;
        }
        return plain(kind, method, kind == ConnectionBuilder.class ? CONNECT : ALONE);
    }

    private static boolean takesAClass(Method method) {
        return method.getParameterCount() == 1 && method.getParameterTypes()[0] == Class.class;
    }

    private static Door ofStatement(Method method, String name) {
        return switch (name) {
            case "getMoreResults" -> MORE_RESULTS;
            case "cancel" -> CANCEL;
            case "close" -> CLOSE_STATEMENT;
            default -> plain(Statement.class, method, EXECUTE);
        };
    }

    private static Door ofConnection(Method method, String name) {
        return switch (name) {
            case "prepareStatement", "prepareCall" -> PREPARE;
            case "commit" -> END;
            case "rollback" -> method.getParameterCount() == 0 ? END : WATCHED;
            case "setAutoCommit" -> SET_AUTO_COMMIT;
            case "abort" -> ABORT;
            case "cancel", "cancelQuery", "cancelCurrentQuery" -> CANCEL; // of vendors
            case "close" -> CLOSE_CONNECTION;
            default -> plain(Connection.class, method, ALONE);
        };
    }

    private static boolean isValue(Method method) {
        Class<?> type = method.getReturnType();
        return method.getParameterCount() > 0
                && method.getName().startsWith("get")
                && (type.isPrimitive()
                        || type == String.class
                        || type == Object.class
                        || type == BigDecimal.class
                        || Date.class.isAssignableFrom(type));
    }

    private static Door plain(Class<?> kind, Method method, Door guarded) {
        return switch (Passage.of(kind, method)) {
            case GUARDED -> guarded;
            case WATCHED -> WATCHED;
            case FREE -> FREE;
        };
    }
}
