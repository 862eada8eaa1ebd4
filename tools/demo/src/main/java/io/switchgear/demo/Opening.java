package io.switchgear.demo;

import java.util.List;
import java.util.OptionalLong;

/**
 * What is to be told before anything happens. Immutable.
 *
 * @param options what was asked for
 * @param target the address that is called
 * @param servicePid process of the embedded service; absent when a real address is called
 * @param breaker what opens and closes the breaker, in words, a clause each
 */
record Opening(DemoOptions options, String target, OptionalLong servicePid, List<String> breaker) {}
