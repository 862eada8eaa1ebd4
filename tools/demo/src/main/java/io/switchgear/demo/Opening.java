// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import java.util.List;
import java.util.OptionalLong;

/**
 * The information printed before the run. Immutable.
 *
 * @param options the options
 * @param target the address that is called
 * @param servicePid the process of the embedded service; absent if a real address is called
 * @param breaker a description of what opens and closes the breaker, one clause each
 */
record Opening(DemoOptions options, String target, OptionalLong servicePid, List<String> breaker) {}
