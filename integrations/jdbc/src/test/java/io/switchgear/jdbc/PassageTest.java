// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every method of JDBC's interfaces passes as somebody decided and wrote down in {@code passages.txt}. One that a new JDK adds is
 * not there: think about it, put it there, and into {@link Passage} if it is not free. The file has the methods of all JDKs.
 */
class PassageTest {
    private static final Map<Class<?>, List<Class<?>>> INTERFACES = Map.of(
            Connection.class, List.of(Connection.class),
            Statement.class, List.of(Statement.class, PreparedStatement.class, CallableStatement.class),
            ResultSet.class, List.of(ResultSet.class),
            DatabaseMetaData.class, List.of(DatabaseMetaData.class),
            ConnectionBuilder.class, List.of(ConnectionBuilder.class),
            Blob.class, List.of(Blob.class),
            Clob.class, List.of(Clob.class, NClob.class),
            Array.class, List.of(Array.class),
            SQLXML.class, List.of(SQLXML.class));

    @Test
    void shouldPassEveryMethodAsWrittenDown() throws Exception {
        Set<String> written = writtenDown();
        assertThat(passages()).as("how methods pass").hasSizeGreaterThan(400).isSubsetOf(written);
    }

    @Test
    void shouldHaveWhateverIsNotFreeOnEveryJdk() throws Exception {
        Set<String> written = writtenDown();
        written.removeIf(line -> line.startsWith("FREE"));
        assertThat(written).as("what is guarded or watched").isNotEmpty().isSubsetOf(passages());
    }

    @Test
    void shouldGuardWhatADriverAddsToExecuting() throws Exception {
        Method added = Added.class.getMethod("executeWithFlags", int.class);
        assertThat(Passage.of(Statement.class, added)).isEqualTo(Passage.GUARDED);
    }

    interface Added extends Statement {
        boolean executeWithFlags(int flags);
    }

    /** Lines like {@code GUARDED Connection.prepareCall}. */
    static Set<String> passages() {
        Set<String> lines = new TreeSet<>();
        INTERFACES.forEach((kind, interfaces) -> interfaces.stream()
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .forEach(method ->
                        lines.add(Passage.of(kind, method) + " " + kind.getSimpleName() + "." + method.getName())));
        return lines;
    }

    private static Set<String> writtenDown() throws Exception {
        try (InputStream in = PassageTest.class.getResourceAsStream("passages.txt")) {
            assertThat(in).as("passages.txt").isNotNull();
            return new TreeSet<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }
}
