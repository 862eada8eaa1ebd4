// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users compile against changes only on purpose: each published module's API is written down in {@code api}. */
class PublicApiTest {
    static List<Path> modules() {
        return Checkout.publishedModules();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldHaveTheApiThatIsWrittenDown(Path module) {
        List<Class<?>> types = Compiled.mainOf(module).stream()
                .filter(type -> !Compiled.NO_API.contains(type.getPackageName()))
                .map(type -> type.reflect())
                .collect(Collectors.toList());

        WrittenDown.assertSays(
                Checkout.ROOT.resolve("api/" + new Pom(module).artifactId() + ".txt"),
                ApiText.of(types),
                PublicApiTest.class,
                "If users are meant to see this, say it in CHANGELOG.md under Unreleased; what was there before may not"
                        + " vanish without a word.");
    }
}
