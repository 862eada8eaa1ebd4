// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Guards a method of a bean, or the public methods that a bean's type declares, with a breaker of the registry:
 *
 * <pre>{@code
 * @CircuitBreaker(name = "prices", fallbackMethod = "lastPrice")
 * public Price price(String article) { ... }
 *
 * private Price lastPrice(String article, CallNotPermittedException rejected) { ... }
 * }</pre>
 *
 * <p>The result decides when the call is settled: a value when the method returns; a {@link
 * java.util.concurrent.CompletionStage} when it completes; a {@code Mono}, a {@code Flux} and their relatives at the end of
 * each subscription. {@link CircuitBreakerAdvisor} makes the calls; without it this annotation does nothing. As with all
 * annotations of Spring, calls within the same object do not go through the breaker.
 *
 * <p>The annotation of a method takes precedence over that of its type. It can be a meta-annotation.
 *
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CircuitBreaker {
    /** {@return the name of the breaker in the registry, which creates it when it is first used; not blank} */
    String name();

    /**
     * The name of the methods that provide another result when a call is rejected or fails. They are methods of the same
     * class, of its superclasses or of its interfaces, and may be private. Each has the parameters of the guarded method,
     * then optionally the type of exception that it is for; the most specific type wins, and a method without this
     * parameter is for all that is left. They run outside the breaker and return the type that the guarded method returns.
     * An exception without a fallback reaches the caller.
     *
     * @return the name; empty for none, the default
     */
    String fallbackMethod() default "";
}
