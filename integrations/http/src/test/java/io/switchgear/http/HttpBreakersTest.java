// SPDX-License-Identifier: Apache-2.0
package io.switchgear.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.KeyedCircuitBreaker;
import io.switchgear.outcome.Classifier;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The breakers that the HTTP clients of a registry share. */
class HttpBreakersTest {
    @Test
    void shouldBeOnePerRegistry() {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

        KeyedCircuitBreaker<String> breakers = HttpBreakers.origins(registry);

        assertThat(HttpBreakers.origins(registry)).isSameAs(breakers);
        assertThat(registry.findKeyed("http")).containsSame(breakers);
        assertThat(breakers.maxKeys()).isEqualTo(1_000);
        assertThatCode(() -> HttpBreakers.check("http", breakers.config())).doesNotThrowAnyException();
    }

    @Test
    void shouldKeepTheSettingsOfTheRegistryAndAClassifierOfTheUsers() {
        Classifier teapots = Classifier.failOnResult(HttpAnswer.class, answer -> answer.status() == 418);
        CircuitBreakerConfig config = CircuitBreakerConfig.builder()
                .abandonedAfter(Duration.ofSeconds(9))
                .classify(teapots)
                .build();

        CircuitBreakerConfig kept =
                HttpBreakers.origins(CircuitBreakerRegistry.of(config)).config();

        assertThat(kept.classifier()).isSameAs(teapots);
        assertThat(kept.abandonedAfter()).contains(Duration.ofSeconds(9));
    }

    @Test
    void shouldRefuseABreakerThatCountsEveryResponseAsASuccess() {
        assertThatThrownBy(() ->
                        HttpBreakers.check("api", CircuitBreakerConfig.builder().build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Circuit breaker \"api\": its classifier counts every response as a success, even one with status"
                                + " 503. Configure it with HttpClassifier.configure(...), or define failures with classify(...)");
    }

    @Test
    void shouldLeaveAFunctionOfTheUsersOwnAlone() {
        Classifier own = Classifier.defaults()::classify;

        assertThatCode(() -> HttpBreakers.check(
                        "api", CircuitBreakerConfig.builder().classify(own).build()))
                .doesNotThrowAnyException();
    }
}
