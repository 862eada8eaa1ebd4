package io.switchgear.jdbc;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Statement;

/** How a method of a JDBC object passes the breaker. */
enum Passage {
    /** Asks the database for something new: is rejected where the breaker rejects, and counts. */
    GUARDED,
    /**
     * Goes on with what was let in, like {@code commit} and {@code next}, or may, like {@code setAutoCommit}: always gets
     * through, since stopping half-way would waste the work and keep its locks. Only its failures count.
     */
    WATCHED,
    /**
     * Ends something, puts it in order or tells about it: always gets through and never counts. So do the setters of a
     * connection, by which pools and frameworks put it back as it was, and {@code isValid}, a pool's question about one
     * connection: told no, it would throw away a sound one.
     */
    FREE;

    /**
     * The passage of a method, for whatever the drivers add too.
     *
     * @param kind which kind of object it is called on: an interface of {@code java.sql}
     */
    static Passage of(Class<?> kind, Method method) {
        String name = method.getName();
        if (kind == ResultSet.class) {
            return ofResultSet(name);
        }
        if (kind == Statement.class) {
            return name.startsWith("execute") ? GUARDED : name.equals("getMoreResults") ? WATCHED : FREE;
        }
        if (kind == Connection.class) {
            return switch (name) {
                case "prepareStatement", "prepareCall", "setSavepoint" -> GUARDED;
                case "commit", "setAutoCommit" -> WATCHED;
                default -> FREE;
            };
        }
        if (kind == DatabaseMetaData.class) {
            return method.getReturnType() == ResultSet.class ? GUARDED : FREE;
        }
        return kind == ConnectionBuilder.class && name.equals("build") ? GUARDED : FREE;
    }

    private static Passage ofResultSet(String name) {
        return switch (name) {
            case "insertRow", "updateRow", "deleteRow", "refreshRow" -> GUARDED;
            case "next", "previous", "first", "last", "absolute", "relative" -> WATCHED;
            default -> FREE;
        };
    }
}
