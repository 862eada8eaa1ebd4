// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreaker;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.outcome.Classifier;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the README. */
class ReadmeTest {
    @TempDir
    Path folder;

    @Test
    void shouldReloadAFile() throws IOException {
        Path file = folder.resolve("breakers.properties");
        Files.writeString(file, "switchgear.breakers.payments.failure-rate=30%\n");
        // region breakers
        ConfiguredBreakers breakers = ConfiguredBreakers.of(
                () -> SettingsSource.ofEnvironment(System.getenv()).orElse(SettingsSource.of(load(file))));

        CircuitBreaker payments = breakers.registry().get("payments");
        // endregion
        Files.writeString(file, "switchgear.breakers.payments.failure-rate=40%\n");
        // region reload
        List<SettingChange> changes = breakers.reload(); // payments: failure-rate 30% -> 40%
        // endregion

        assertThat(changes).extracting(SettingChange::toString).containsExactly("payments: failure-rate 30% -> 40%");
        assertThat(payments.config().toString()).contains("failure-rate=40%");
    }

    // region load
    static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
    // endregion

    @Test
    void shouldTakeFunctionsFromCode() {
        SettingsSource source = SettingsFrom.lines("breakers.payments.ignore=java.lang.IllegalStateException");
        // region code
        CircuitBreakerConfig payments = CircuitBreakerConfig.builder()
                .classify(Classifier.failIf(thrown -> thrown instanceof IOException))
                .build();
        CircuitBreakerConfig others = CircuitBreakerConfig.builder().build();

        ConfiguredBreakers breakers =
                ConfiguredBreakers.of(() -> source, name -> name.equals("payments") ? payments : others);
        // endregion

        assertThat(breakers.registry().get("payments").config().classifier().toString())
                .contains("ignore=java.lang.IllegalStateException")
                .contains("1 function");
    }
}
