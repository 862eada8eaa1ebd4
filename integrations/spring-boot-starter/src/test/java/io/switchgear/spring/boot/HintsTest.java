// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;

/** What a native image is told when it is built. */
class HintsTest {
    @Test
    void shouldNameTheExceptionsInTheSettingsAndTheFallbacks() {
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get("io.switchgear.spring.boot", "Generated")),
                new InMemoryGeneratedFiles());
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "test",
                            Map.of(
                                    "switchgear.defaults.ignore", "java.io.IOException",
                                    "switchgear.breakers.payments.fail-on", "java.util.concurrent.TimeoutException")));
            context.register(SwitchgearAutoConfiguration.class, AnnotationTest.Prices.class);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }

        assertThat(RuntimeHintsPredicates.reflection().onType(IOException.class))
                .accepts(generation.getRuntimeHints());
        assertThat(RuntimeHintsPredicates.reflection().onType(TimeoutException.class))
                .accepts(generation.getRuntimeHints());
        assertThat(generation.getRuntimeHints().reflection().getTypeHint(AnnotationTest.Prices.class))
                .isNotNull()
                .satisfies(hint -> assertThat(hint.methods())
                        .filteredOn(method -> method.getName().equals("lastKnown"))
                        .as("both fallbacks")
                        .hasSize(2)
                        .allMatch(method -> method.getMode() == ExecutableMode.INVOKE));
    }
}
