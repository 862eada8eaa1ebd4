// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.spring.boot.SwitchgearAutoConfiguration;
import io.switchgear.toolkit.service.LocalService;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A fallback, without an outage and without the rest of the application: the guide's page on testing. */
class FallbackTest {
    @AutoClose
    private final LocalService service = new LocalService();

    @Configuration
    @Import(Prices.class)
    @ImportAutoConfiguration(SwitchgearAutoConfiguration.class)
    static class OnlyPrices {}

    @Test
    void shouldAnswerWithTheLastKnownPrice() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(OnlyPrices.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--shop.name=test",
                        "--shop.prices=http://127.0.0.1:" + service.uri().getPort())) {
            Prices prices = context.getBean(Prices.class);
            CircuitBreakerRegistry registry = context.getBean(CircuitBreakerRegistry.class);
            // region forced
            assertThat(prices.of("tea").current()).isTrue();

            registry.get("prices").forceOpen("a test"); // no outage, no waiting

            assertThat(prices.of("tea").current()).isFalse();
            // endregion
        }
    }
}
