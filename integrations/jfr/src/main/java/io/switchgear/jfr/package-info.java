// SPDX-License-Identifier: Apache-2.0
/** Circuit breakers as events of JDK Flight Recorder. */
@NullMarked
package io.switchgear.jfr;

import org.jspecify.annotations.NullMarked;
