// SPDX-License-Identifier: Apache-2.0
/** Settings of circuit breakers as text, from any source of keys and values. */
@NullMarked
package io.switchgear.config;

import org.jspecify.annotations.NullMarked;
