// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.config.ConfiguredBreakers;
import io.switchgear.outcome.Classifier;
import io.switchgear.outcome.Outcome;
import io.switchgear.trip.TripRule;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsTest {
    @Test
    void shouldReadYamlInEitherNotation() {
        Contexts.with("spring.config.name=six-lines")
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .run(context -> {
                    CircuitBreakerConfig payments =
                            Contexts.breaker(context, "payments").config();
                    assertThat(payments.tripRule()).isEqualTo(TripRule.consecutiveFailures(3));
                    assertThat(payments.backoff().first()).hasSeconds(20);
                    assertThat(payments.classifier()).hasToString("ignore=java.util.NoSuchElementException");
                    assertThat(Contexts.breaker(context, "others").config().tripRule())
                            .isEqualTo(CircuitBreakerConfig.builder().build().tripRule());
                });
    }

    @Test
    void shouldLetEnvironmentVariablesOverrideProperties() {
        Contexts.with("switchgear.breakers.payments.open-for=3s", "switchgear.breakers.payments.probes=4")
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "variables-systemEnvironment",
                                Map.of(
                                        "SWITCHGEAR_BREAKERS_PAYMENTS_OPENFOR", "7s",
                                        "SWITCHGEAR_BREAKERS_PAYMENTS_MAX_HINT", "8s",
                                        "SWITCHGEAR_BREAKERS_PAYMENTS_IGNORE_0", "java.io.IOException"))))
                .run(context -> {
                    CircuitBreakerConfig payments =
                            Contexts.breaker(context, "payments").config();
                    assertThat(payments.backoff().first()).hasSeconds(7);
                    assertThat(payments.maxHint()).hasSeconds(8);
                    assertThat(payments.halfOpen().probes()).isEqualTo(4);
                    assertThat(payments.classifier()).hasToString("ignore=java.io.IOException");
                });
    }

    @Test
    void shouldTakeNamesOfBreakersInBrackets() {
        Contexts.with("switchgear.breakers[api.acme.com].probes=4", "switchgear.breakers[Orders].probes=5")
                .run(context -> {
                    assertThat(Contexts.breaker(context, "api.acme.com")
                                    .config()
                                    .halfOpen()
                                    .probes())
                            .isEqualTo(4);
                    assertThat(Contexts.breaker(context, "Orders")
                                    .config()
                                    .halfOpen()
                                    .probes())
                            .isEqualTo(5);
                });
    }

    @Test
    void shouldApplyPropertiesAfterTheCustomizersOfTheApplication() {
        Contexts.with(
                        "switchgear.breakers.payments.ignore=java.io.IOException",
                        "switchgear.breakers.payments.max-hint=1s")
                .withUserConfiguration(Customized.class)
                .run(context -> {
                    CircuitBreakerConfig payments =
                            Contexts.breaker(context, "payments").config();
                    assertThat(payments.classifier().classify("declined", null)).isEqualTo(Outcome.FAILURE);
                    assertThat(payments.classifier().toString()).contains("ignore=java.io.IOException");
                    assertThat(payments.maxHint()).hasSeconds(1);
                    assertThat(payments.stackTraces()).isTrue();
                    CircuitBreakerConfig others =
                            Contexts.breaker(context, "others").config();
                    assertThat(others.classifier().classify("declined", null)).isEqualTo(Outcome.SUCCESS);
                    assertThat(others.stackTraces()).isTrue();
                });
    }

    @Test
    void shouldGiveAllBreakersOneHiddenScheduler() {
        Contexts.with().run(context -> {
            ScheduledExecutorService scheduler =
                    Contexts.breaker(context, "a").config().scheduler().orElseThrow();
            assertThat(Contexts.breaker(context, "b").config().scheduler()).containsSame(scheduler);
            assertThat(context).doesNotHaveBean(ScheduledExecutorService.class);
            scheduler
                    .submit(() -> assertThat(Thread.currentThread())
                            .satisfies(thread -> assertThat(thread.isDaemon()).isTrue())
                            .satisfies(thread -> assertThat(thread.getName()).isEqualTo("switchgear-timer")))
                    .get();
        });
    }

    @Test
    void shouldLeaveARegistryOfTheApplicationAlone() {
        CircuitBreakerRegistry own = CircuitBreakerRegistry.ofDefaults();
        Contexts.with("switchgear.breakers.payments.probes=4")
                .withBean(CircuitBreakerRegistry.class, () -> own)
                .run(context -> {
                    assertThat(context.getBean(CircuitBreakerRegistry.class)).isSameAs(own);
                    assertThat(context)
                            .doesNotHaveBean(ConfiguredBreakers.class)
                            .doesNotHaveBean(SwitchgearReload.class)
                            .hasSingleBean(EventPublication.class);
                });
    }

    /** Actuator, Micrometer, Spring Cloud and clients are all optional. */
    @Test
    void shouldStartInAnApplicationThatHasOnlyBoot() {
        Contexts.with("switchgear.http.enabled=true", "switchgear.breakers.payments.probes=4")
                .withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.actuate",
                        "org.springframework.boot.health",
                        "org.springframework.boot.restclient",
                        "org.springframework.boot.webclient",
                        "org.springframework.boot.web.client",
                        "org.springframework.boot.web.reactive",
                        "org.springframework.web",
                        "org.springframework.cloud",
                        "io.micrometer",
                        "reactor"))
                .run(context -> assertThat(Contexts.breaker(context, "payments")
                                .config()
                                .halfOpen()
                                .probes())
                        .isEqualTo(4));
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {
        // region customizer
        @Bean
        CircuitBreakerCustomizer payments() {
            return CircuitBreakerCustomizer.of(
                    "payments", config -> config.classify(Classifier.failOnResult("declined"::equals)));
        }
        // endregion

        @Bean
        @Order(1)
        CircuitBreakerCustomizer all() {
            return (name, config) -> config.stackTraces(true).maxHint(Duration.ofSeconds(9));
        }
    }
}
