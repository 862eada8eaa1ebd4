// SPDX-License-Identifier: Apache-2.0
/** Resilience4j's circuit breaker and registry on Switchgear's engine. */
@NullMarked
package io.switchgear.resilience4j;

import org.jspecify.annotations.NullMarked;
