// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import io.switchgear.CircuitBreakerRegistry;
import io.switchgear.spring.CircuitBreakerExchangeFilter;
import io.switchgear.spring.CircuitBreakerRequestInterceptor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Guards all requests of the clients that the application's builders make, one breaker per origin, where that is switched on.
 * The types of Boot 3 and of Boot 4, which moved them.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("switchgear.http.enabled")
class HttpClientsConfiguration {
    private static final String REST_IN_BOOT_3 = "org.springframework.boot.web.client.RestClientCustomizer";
    private static final String REST_IN_BOOT_4 = "org.springframework.boot.restclient.RestClientCustomizer";
    private static final String WEB_IN_BOOT_3 =
            "org.springframework.boot.web.reactive.function.client.WebClientCustomizer";
    private static final String WEB_IN_BOOT_4 = "org.springframework.boot.webclient.WebClientCustomizer";
    private static final String REST_CLIENT = "org.springframework.web.client.RestClient";
    private static final String WEB_CLIENT = "org.springframework.web.reactive.function.client.WebClient";

    /** RestClient on Boot 3. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = {REST_IN_BOOT_3, REST_CLIENT})
    static class RestClientOnBoot3 {
        @Bean
        org.springframework.boot.web.client.RestClientCustomizer switchgearRestClientCustomizer(
                CircuitBreakerRegistry registry) {
            return builder -> builder.requestInterceptor(CircuitBreakerRequestInterceptor.of(registry));
        }
    }

    /** RestClient on Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = {REST_IN_BOOT_4, REST_CLIENT})
    static class RestClientOnBoot4 {
        @Bean
        org.springframework.boot.restclient.RestClientCustomizer switchgearRestClientCustomizer(
                CircuitBreakerRegistry registry) {
            return builder -> builder.requestInterceptor(CircuitBreakerRequestInterceptor.of(registry));
        }
    }

    /** WebClient on Boot 3. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = {WEB_IN_BOOT_3, WEB_CLIENT})
    static class WebClientOnBoot3 {
        @Bean
        org.springframework.boot.web.reactive.function.client.WebClientCustomizer switchgearWebClientCustomizer(
                CircuitBreakerRegistry registry) {
            return builder -> builder.filter(CircuitBreakerExchangeFilter.of(registry));
        }
    }

    /** WebClient on Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = {WEB_IN_BOOT_4, WEB_CLIENT})
    static class WebClientOnBoot4 {
        @Bean
        org.springframework.boot.webclient.WebClientCustomizer switchgearWebClientCustomizer(
                CircuitBreakerRegistry registry) {
            return builder -> builder.filter(CircuitBreakerExchangeFilter.of(registry));
        }
    }
}
