// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.spring.CircuitBreaker;
import io.switchgear.spring.CircuitBreakerAdvisor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

class AnnotationTest {
    static class Prices {
        // region annotation
        @CircuitBreaker(name = "prices", fallbackMethod = "lastKnown")
        public String price(String article) {
            throw new IllegalStateException("down");
        }

        private String lastKnown(String article, CallNotPermittedException rejected) {
            return "last known price of " + article;
        }

        private String lastKnown(String article, IllegalStateException failed) {
            return "no price of " + article;
        }
        // endregion
    }

    static class Wrong {
        @CircuitBreaker(name = "wrong", fallbackMethod = "none")
        public String call() {
            return "";
        }
    }

    @Test
    void shouldGuardAnnotatedMethodsWithTheSettingsOfTheirBreaker() {
        Contexts.with("switchgear.breakers.prices.failure-count=2")
                .withBean(Prices.class)
                .run(context -> {
                    Prices prices = context.getBean(Prices.class);

                    assertThat(prices.price("tea")).isEqualTo("no price of tea");
                    assertThat(prices.price("tea")).isEqualTo("no price of tea");
                    assertThat(prices.price("tea")).isEqualTo("last known price of tea");
                });
    }

    @Test
    void shouldUseAnAdvisorOfTheApplication() {
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        CircuitBreakerAdvisor own = new CircuitBreakerAdvisor(registry);
        Contexts.with()
                .withBean(CircuitBreakerAdvisor.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(CircuitBreakerAdvisor.class)).isSameAs(own));
    }

    @Test
    void shouldExplainAMethodThatCannotBeGuarded() {
        Contexts.with().withBean(Wrong.class).run(context -> {
            FailureAnalysis analysis = new BreakerFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis).isNotNull();
            assertThat(analysis.getDescription())
                    .startsWith("@CircuitBreaker on " + Wrong.class.getName() + ".call(): ");
            assertThat(analysis.getAction()).isNotBlank();
        });
    }
}
