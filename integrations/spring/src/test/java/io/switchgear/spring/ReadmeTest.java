// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.http.HttpCallNotPermittedException;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.stereotype.Service;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** The snippets of the README. */
class ReadmeTest {
    // region wiring
    @Configuration
    @Import(CircuitBreakerAdvisor.Registrar.class)
    static class Breakers {
        @Bean
        CircuitBreakerRegistry breakers() {
            return CircuitBreakerRegistry.ofDefaults();
        }
    }
    // endregion

    interface Warehouse {
        int stockOf(String article) throws IOException;
    }

    // region annotation
    @Service
    static class Stock {
        private final Warehouse warehouse;

        Stock(Warehouse warehouse) {
            this.warehouse = warehouse;
        }

        @CircuitBreaker(name = "warehouse", fallbackMethod = "unknown")
        public int of(String article) throws IOException {
            return warehouse.stockOf(article);
        }

        private int unknown(String article, CallNotPermittedException rejected) {
            return 0; // while the breaker is open
        }

        private int unknown(String article, IOException failure) {
            return -1; // the call failed, and is counted
        }
    }
    // endregion

    @Test
    void shouldGuardTheStock() throws IOException {
        Warehouse broken = article -> {
            throw new IOException("no answer about " + article);
        };
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(Warehouse.class, () -> broken);
            context.register(Breakers.class, Stock.class);
            context.refresh();
            Stock stock = context.getBean(Stock.class);
            assertThat(stock.of("tea")).isEqualTo(-1);
            context.getBean(CircuitBreakerRegistry.class).get("warehouse").forceOpen("a test");
            assertThat(stock.of("tea")).isZero();
        }
    }

    @AutoClose
    private final Server server = Server.well();

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    @Test
    void shouldGuardClients() {
        // region clients
        RestClient rest = RestClient.builder()
                .requestInterceptor(CircuitBreakerRequestInterceptor.of(registry))
                .build();
        WebClient web = WebClient.builder()
                .clientConnector(new JdkClientHttpConnector())
                .filter(CircuitBreakerExchangeFilter.of(registry))
                .build();
        // endregion
        assertThat(rest.get().uri(server.url()).retrieve().body(String.class)).isEqualTo("0123456789");
        assertThat(web.get()
                        .uri(server.url())
                        .retrieve()
                        .bodyToMono(String.class)
                        .block())
                .isEqualTo("0123456789");
        assertThat(registry.keyed("http", 1_000).snapshot().totals().successes())
                .isEqualTo(2);
    }

    @Test
    void shouldCatchARejection() {
        RestClient rest = RestClient.builder()
                .requestInterceptor(CircuitBreakerRequestInterceptor.of(registry))
                .build();
        registry.keyed("http", 1_000).forceOpen("a test");
        assertThat(page(rest)).startsWith("down: ");
    }

    private String page(RestClient rest) {
        // region rejected
        try {
            return rest.get().uri(server.url()).retrieve().body(String.class);
        } catch (ResourceAccessException failed) {
            return failed.getCause() instanceof HttpCallNotPermittedException rejected
                    ? "down: " + rejected.getMessage()
                    : "failed";
        }
        // endregion
    }
}
