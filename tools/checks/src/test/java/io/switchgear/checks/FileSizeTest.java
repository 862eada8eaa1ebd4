// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is small enough can be read whole. */
class FileSizeTest {
    private static final int LIMIT = 250;
    /** All versions, the compiler's rules, the release: each once, and here. */
    private static final int PARENT_POM_LIMIT = 450;
    /** Files that may be longer, as they read better whole. */
    private static final Map<String, Integer> LIMITS = Map.ofEntries(
            // The façade: its Javadoc is the reference.
            Map.entry("core/src/main/java/io/switchgear/CircuitBreaker.java", 260),
            // The same for many breakers.
            Map.entry("core/src/main/java/io/switchgear/KeyedCircuitBreaker.java", 320),
            Map.entry("core/src/main/java/io/switchgear/CircuitBreakerRegistry.java", 350),
            // The reference of all settings, a method each.
            Map.entry("core/src/main/java/io/switchgear/CircuitBreakerConfigBuilder.java", 330),
            // All settings as text, each with its line of the reference.
            Map.entry("config/src/main/java/io/switchgear/config/Setting.java", 350),
            // All ways in: their Javadoc is the reference.
            Map.entry("core/src/main/java/io/switchgear/Guard.java", 300),
            // The one path of a call, from admission to settlement.
            Map.entry("core/src/main/java/io/switchgear/StateMachine.java", 320),
            // The rules of a phase that counts, and of one that probes, each in one place.
            Map.entry("core/src/main/java/io/switchgear/CountingPhase.java", 410),
            Map.entry("core/src/main/java/io/switchgear/HalfOpenPhase.java", 290),
            // How a share is kept, followed and shed, in one place.
            Map.entry("core/src/main/java/io/switchgear/SheddingPhase.java", 270),
            // The JDK's client, method by method, and all ways to make one.
            Map.entry(
                    "integrations/httpclient/src/main/java/io/switchgear/httpclient/CircuitBreakerHttpClient.java",
                    350),
            // Figures beside the setters of their builder: a new figure is added in one file.
            Map.entry("core/src/main/java/io/switchgear/window/Metrics.java", 400),
            // Everything that an integration can do wrong, a case each.
            Map.entry("testkit/src/test/java/io/switchgear/testkit/BrokenGuard.java", 320),
            // The table of all vendors' codes, in one place.
            Map.entry("integrations/jdbc/src/main/java/io/switchgear/jdbc/SqlCodes.java", 440),
            // The steps of units of work: how each method takes part, and what a connection makes of it.
            Map.entry("integrations/jdbc/src/main/java/io/switchgear/jdbc/GuardedObject.java", 310),
            Map.entry("integrations/jdbc/src/main/java/io/switchgear/jdbc/Session.java", 300),
            // Units of work, on a driver that does as it is told and on a real server.
            Map.entry("integrations/jdbc/src/test/java/io/switchgear/jdbc/UnitOfWorkTest.java", 300),
            Map.entry("integrations/jdbc/src/test/java/io/switchgear/jdbc/PostgresUnitsTest.java", 290),
            // The promises of a fleet's store, a case each; every order of events of its record; its statements.
            Map.entry("fleet/testkit/src/main/java/io/switchgear/fleet/testkit/FleetStoreContract.java", 360),
            Map.entry("fleet/core/src/test/java/io/switchgear/fleet/RecordModelTest.java", 290),
            Map.entry("fleet/jdbc/src/main/java/io/switchgear/fleet/jdbc/RecordTable.java", 270),
            // What two engines have in common and what not, a case each.
            Map.entry("integrations/resilience4j/src/test/java/io/switchgear/resilience4j/SameBehaviourTest.java", 480),
            Map.entry("integrations/resilience4j/src/test/java/io/switchgear/resilience4j/Difference.java", 280),
            // The oracle's moves, and what shedding promises, a test each.
            Map.entry("core/src/test/java/io/switchgear/model/NaiveMoves.java", 290),
            Map.entry("core/src/test/java/io/switchgear/contract/shedding/SheddingTest.java", 270),
            // All moves by hand, for a key and for all; all that a registry holds.
            Map.entry("core/src/test/java/io/switchgear/contract/config/KeyedByHandTest.java", 290),
            Map.entry("core/src/test/java/io/switchgear/contract/config/RegistryTest.java", 310));

    /** Classes that were too small to be one have been merged into those that use them. */
    private static final int LIMIT_OF_MEDIAN = 90;

    @Test
    void shouldHaveNoSourceOverTheLimit() {
        List<Path> sources =
                Checkout.modules().stream().flatMap(this::sourcesOf).toList();

        assertThat(sources).as("sources").isNotEmpty();
        assertThat(sources)
                .filteredOn(source -> sizeOf(source) > limitOf(source))
                .as("sources over %d lines (but %s)", LIMIT, LIMITS)
                .isEmpty();
    }

    @Test
    void shouldHaveAParentPomWithinTheLimit() {
        assertThat(Checkout.lines(Checkout.ROOT.resolve("pom.xml")))
                .as("lines of pom.xml")
                .hasSizeLessThanOrEqualTo(PARENT_POM_LIMIT);
    }

    @Test
    void shouldHaveSmallFilesInCore() {
        List<Integer> sizes = Checkout.sources(Checkout.CORE, "main").stream()
                .filter(source -> !source.endsWith("package-info.java") && !source.endsWith("module-info.java"))
                .map(source -> Checkout.lines(source).size())
                .sorted()
                .toList();

        assertThat(sizes).isNotEmpty();
        assertThat(sizes.get(sizes.size() / 2))
                .as("median of the line counts %s of core's main files", sizes)
                .isLessThanOrEqualTo(LIMIT_OF_MEDIAN);
    }

    private Stream<Path> sourcesOf(Path module) {
        return Checkout.sources(module).stream();
    }

    /** Lines to read: without imports and the line about the licence. */
    private static long sizeOf(Path source) {
        return Checkout.lines(source).stream()
                .filter(line -> !line.startsWith("import ") && !line.startsWith("// SPDX-"))
                .count();
    }

    private static int limitOf(Path source) {
        return LIMITS.getOrDefault(Checkout.show(source), LIMIT);
    }
}
