// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import static io.switchgear.testkit.SwitchgearAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreakerConfig;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.trip.TripRule;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;

/** Spring's retry is outside the breaker: each attempt is a call. */
@Tag("newest-spring")
class RetryableTest {
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.of(
            CircuitBreakerConfig.builder().tripWhen(TripRule.failureCount(2)).build());

    @Configuration(proxyBeanMethods = false)
    @EnableResilientMethods
    static class Retries {}

    static class Service {
        // region retry
        @Retryable(maxRetries = 3, delay = 1, excludes = CallNotPermittedException.class)
        @CircuitBreaker(name = "prices")
        public String price(String article) throws IOException {
            // endregion
            throw new IOException("no price of " + article);
        }

        @Retryable(maxRetries = 3, delay = 1)
        @CircuitBreaker(name = "prices")
        public String retriesRejections(String article) throws IOException {
            throw new IOException("no price of " + article);
        }
    }

    @Test
    void shouldNotRetryARejectionThatIsExcluded() throws Exception {
        try (AnnotationConfigApplicationContext context = Beans.with(registry, Retries.class, Service.class)) {
            Service service = context.getBean(Service.class);
            assertThatThrownBy(() -> service.price("tea")).isInstanceOf(CallNotPermittedException.class);
        }
        assertThat(registry.get("prices")).isOpen().hasFailures(2).hasRejected(1);
    }

    /** The trap. */
    @Test
    void shouldBeRetriedWhereRejectionsAreNotExcluded() throws Exception {
        try (AnnotationConfigApplicationContext context = Beans.with(registry, Retries.class, Service.class)) {
            Service service = context.getBean(Service.class);
            assertThatThrownBy(() -> service.retriesRejections("tea")).isInstanceOf(CallNotPermittedException.class);
        }
        assertThat(registry.get("prices")).isOpen().hasFailures(2).hasRejected(2);
    }
}
