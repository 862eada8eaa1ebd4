/**
 * {@code ./switchgear demo}: a service that breaks, and who calls it with and without a breaker. Start reading at {@link
 * DayRun}; what can be shown is a {@link Scenario}, how its calls are made is in {@link Callers}, and the breaker's settings
 * are in {@link DemoBreaker}.
 */
@NullMarked
package io.switchgear.demo;

import org.jspecify.annotations.NullMarked;
