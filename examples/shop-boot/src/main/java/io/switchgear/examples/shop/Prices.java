// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.shop;

import io.switchgear.CallNotPermittedException;
import io.switchgear.spring.CircuitBreaker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** The price service's client. While the service is down, the last known prices are good enough. */
@Component
public class Prices {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final RestClient service;
    private final Map<String, Price> lastKnown = new ConcurrentHashMap<>();

    Prices(@Value("${shop.prices}") String address, @Value("${shop.name}") String name) {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(PATIENCE);
        requests.setReadTimeout(PATIENCE);
        service = RestClient.builder()
                .baseUrl(address)
                .defaultHeader("User-Agent", name)
                .requestFactory(requests)
                .build();
    }

    // region annotation
    /** Asks for the price of a product: the current one, or the last known one while calls are rejected. */
    @CircuitBreaker(name = "prices", fallbackMethod = "lastKnown")
    public Price of(String product) {
        String amount =
                service.get().uri("/prices/{product}", product).retrieve().body(String.class);
        Price price = new Price(product, String.valueOf(amount), true);
        lastKnown.put(product, price);
        return price;
    }

    Price lastKnown(String product, CallNotPermittedException rejected) {
        Price known = lastKnown.get(product);
        if (known == null) {
            throw rejected;
        }
        return known.outdated();
    }
    // endregion
}
