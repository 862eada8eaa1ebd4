// SPDX-License-Identifier: Apache-2.0
/** The tests that every store of a fleet passes. */
@NullMarked
package io.switchgear.fleet.testkit;

import org.jspecify.annotations.NullMarked;
