// SPDX-License-Identifier: Apache-2.0
/**
 * OkHttp with circuit breakers. Start at {@link io.switchgear.okhttp.CircuitBreakerInterceptor}.
 */
module io.switchgear.okhttp {
    requires transitive io.switchgear.core;
    requires transitive io.switchgear.http;
    requires static org.jspecify;
    requires static transitive okhttp3;
    requires static okio;

    exports io.switchgear.okhttp;
}
