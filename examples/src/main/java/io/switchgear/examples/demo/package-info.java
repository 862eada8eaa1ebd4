/**
 * {@code ./switchgear demo}: a service that breaks, and who calls it with and without a breaker. Start reading at {@link
 * DayRun}; what is called and how is in {@link Callers}, the breaker's settings are in {@link DemoBreaker}.
 */
@NullMarked
package io.switchgear.examples.demo;

import org.jspecify.annotations.NullMarked;
