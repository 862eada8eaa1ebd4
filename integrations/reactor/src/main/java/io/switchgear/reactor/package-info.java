/**
 * Circuit breakers for Reactor's {@code Mono} and {@code Flux}.
 *
 * <pre>{@code
 * Mono<Price> price = client.price(id).transform(ReactorGuard.guard(breaker));
 * }</pre>
 */
@NullMarked
package io.switchgear.reactor;

import org.jspecify.annotations.NullMarked;
