// SPDX-License-Identifier: Apache-2.0
package io.switchgear.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.Registration;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's snippets and its settings file. */
class ReadmeTest {
    private static final Pattern SETTINGS = Pattern.compile("```xml\\n(<\\?xml.*?)```", Pattern.DOTALL);

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    @Test
    void shouldRecordWithTheSettingsOfTheReadme(@TempDir Path folder) throws Exception {
        Matcher settings = SETTINGS.matcher(Files.readString(Path.of("README.md")));
        assertThat(settings.find()).isTrue();
        Path file = folder.resolve("breakers.jfr");
        try (Recording recording = new Recording(Configuration.create(new StringReader(settings.group(1))))) {
            recording.start();
            snippets();
            registry.get("payments").forceOpen("maintenance");
            recording.dump(file);
        }

        assertThat(RecordingFile.readAllEvents(file))
                .extracting(each -> each.getEventType().getName())
                .containsOnly("io.switchgear.StateChange");
    }

    private void snippets() {
        // region record
        FlightRecorderEvents.record(registry); // for as long as the application runs
        // endregion

        // region rejections
        Registration rejections = FlightRecorderEvents.recordRejections(registry);
        // ... while you look for something
        rejections.close();
        // endregion
    }
}
