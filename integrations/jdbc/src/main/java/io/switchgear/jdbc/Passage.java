// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import java.lang.reflect.Method;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;

/** The way in which a method of a JDBC object passes the breaker. */
enum Passage {
    /**
     * Requests something new from the database: begins a unit of work, which may be rejected, or is a step of one that has
     * begun.
     */
    GUARDED,
    /** May contact the database, like {@code commit} and {@code next}: always passes, and counts if it fails. */
    WATCHED,
    /**
     * Ends something or only returns information: always passes, and is not counted. This includes {@code isValid}, a
     * pool's question about one connection: if it were rejected, the pool would discard a working one.
     */
    FREE;

    /** The types that are guarded when a guarded object returns them; each proxy is for one of these. */
    static final List<Class<?>> KINDS = List.of(
            ResultSet.class,
            Statement.class,
            Connection.class,
            DatabaseMetaData.class,
            ConnectionBuilder.class,
            XAConnection.class,
            XAResource.class,
            Blob.class,
            Clob.class,
            Array.class,
            Ref.class,
            SQLXML.class);

    private static final Set<String> LOCAL_TO_CONNECTION = Set.of(
            "close",
            "abort",
            "isClosed",
            "isValid",
            "unwrap",
            "isWrapperFor",
            "getAutoCommit",
            "createStatement",
            "getMetaData",
            "getTypeMap",
            "setTypeMap",
            "beginRequest",
            "endRequest");
    private static final Set<String> TALK_FROM_STATEMENT =
            Set.of("getMoreResults", "getGeneratedKeys", "getMetaData", "getParameterMetaData", "getResultSet");
    private static final Set<String> LOCAL_TO_RESULT = Set.of(
            "close",
            "isClosed",
            "unwrap",
            "isWrapperFor",
            "getStatement",
            "getMetaData",
            "getType",
            "getConcurrency",
            "getHoldability",
            "getFetchSize",
            "getFetchDirection",
            "setFetchSize",
            "setFetchDirection",
            "getRow",
            "getWarnings",
            "clearWarnings",
            "wasNull",
            "findColumn");

    /**
     * The passage of a method, including those that drivers add.
     *
     * @param kind the kind of object that it is called on: one of {@link #KINDS}
     */
    static Passage of(Class<?> kind, Method method) {
        String name = method.getName();
        if (kind == ResultSet.class) {
            return switch (name) {
                case "insertRow", "updateRow", "deleteRow", "refreshRow" -> GUARDED;
                default -> LOCAL_TO_RESULT.contains(name) ? FREE : WATCHED;
            };
        }
        if (kind == Statement.class) {
            return name.startsWith("execute")
                    ? GUARDED
                    : watchedIf(TALK_FROM_STATEMENT.contains(name) || readsLob(method));
        }
        if (kind == Connection.class) {
            return switch (name) {
                case "prepareStatement", "prepareCall", "setSavepoint" -> GUARDED;
                default -> watchedIf(!LOCAL_TO_CONNECTION.contains(name));
            };
        }
        if (kind == DatabaseMetaData.class) {
            return method.getReturnType() == ResultSet.class ? GUARDED : watchedIf(!name.equals("getConnection"));
        }
        if (kind == ConnectionBuilder.class) {
            return name.equals("build") ? GUARDED : FREE;
        }
        if (kind == XAConnection.class) {
            return FREE;
        }
        return watchedIf(!name.equals("free"));
    }

    private static Passage watchedIf(boolean talks) {
        return talks ? WATCHED : FREE;
    }

    /** Whether a method of a callable statement reads a LOB. */
    private static boolean readsLob(Method method) {
        return method.getName().startsWith("get") && method.getParameterCount() > 0;
    }
}
