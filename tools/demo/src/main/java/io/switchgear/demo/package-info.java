/**
 * The command {@code ./switchgear demo}: a service that fails, and clients that call it with and without a breaker. Start
 * reading at {@link DayRun}; a {@link Scenario} is what can be shown, {@link Callers} makes the calls, and
 * {@link DemoBreaker} has the breaker's settings.
 */
@NullMarked
package io.switchgear.demo;

import org.jspecify.annotations.NullMarked;
