// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import io.switchgear.CircuitBreaker;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** The clients of the JDK behind Spring's. */
enum Factory {
    JDK(timeout -> {
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory();
        factory.setReadTimeout(timeout);
        return factory;
    }),
    SIMPLE(timeout -> {
        SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
        factory.setReadTimeout(timeout);
        return factory;
    });

    private final Function<Duration, ClientHttpRequestFactory> with;

    Factory(Function<Duration, ClientHttpRequestFactory> with) {
        this.with = with;
    }

    RestClient client(CircuitBreaker breaker, Duration timeout) {
        return RestClient.builder()
                .requestFactory(with.apply(timeout))
                .requestInterceptor(CircuitBreakerRequestInterceptor.of(breaker))
                .build();
    }

    RestClient client(CircuitBreaker breaker) {
        return client(breaker, Duration.ofSeconds(20));
    }
}
