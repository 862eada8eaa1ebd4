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
    /** Files that may be longer, as they read better whole. */
    private static final Map<String, Integer> LIMITS = Map.of(
            // The façade: its Javadoc is the reference.
            "core/src/main/java/io/switchgear/CircuitBreaker.java", 260,
            // The same for many breakers.
            "core/src/main/java/io/switchgear/KeyedCircuitBreaker.java", 300,
            "core/src/main/java/io/switchgear/CircuitBreakerRegistry.java", 350,
            // The reference of all settings, a method each.
            "core/src/main/java/io/switchgear/CircuitBreakerConfigBuilder.java", 330,
            // All ways in: their Javadoc is the reference.
            "core/src/main/java/io/switchgear/Guard.java", 300,
            // The rules of a phase that counts, in one place.
            "core/src/main/java/io/switchgear/CountingPhase.java", 300,
            // Figures beside the setters of their builder: a new figure is added in one file.
            "core/src/main/java/io/switchgear/window/Metrics.java", 400);

    private static final int LIMIT_OF_MEDIAN = 80;

    @Test
    void shouldHaveNoJavaFileOverTheLimit() {
        List<Path> sources =
                Checkout.modules().stream().flatMap(this::javaFilesOf).toList();

        assertThat(sources).as("Java files").isNotEmpty();
        assertThat(sources)
                .filteredOn(source -> Checkout.lines(source).size() > limitOf(source))
                .as("Java files over %d lines (but %s)", LIMIT, LIMITS)
                .isEmpty();
    }

    @Test
    void shouldHaveAParentPomWithinTheLimit() {
        assertThat(Checkout.lines(Checkout.ROOT.resolve("pom.xml")))
                .as("lines of pom.xml")
                .hasSizeLessThanOrEqualTo(LIMIT);
    }

    @Test
    void shouldHaveSmallFilesInCore() {
        List<Integer> sizes = Checkout.javaFiles(Checkout.CORE, "main").stream()
                .filter(source -> !source.endsWith("package-info.java") && !source.endsWith("module-info.java"))
                .map(source -> Checkout.lines(source).size())
                .sorted()
                .toList();

        assertThat(sizes).isNotEmpty();
        assertThat(sizes.get(sizes.size() / 2))
                .as("median of the line counts %s of core's main files", sizes)
                .isLessThanOrEqualTo(LIMIT_OF_MEDIAN);
    }

    private Stream<Path> javaFilesOf(Path module) {
        return Checkout.javaFiles(module).stream();
    }

    private static int limitOf(Path source) {
        return LIMITS.getOrDefault(Checkout.show(source), LIMIT);
    }
}
