/**
 * An HTTP client that survives its API: {@link io.switchgear.examples.weather.Weather} is written against the JDK's plain
 * {@code HttpClient} and knows of no breaker. Given a {@code CircuitBreakerHttpClient}, which is one, it fails at once while
 * the API is down, with an {@code IOException} as before.
 */
@NullMarked
package io.switchgear.examples.weather;

import org.jspecify.annotations.NullMarked;
