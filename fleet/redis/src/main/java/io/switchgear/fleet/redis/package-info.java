// SPDX-License-Identifier: Apache-2.0
/** A store of a fleet in Redis. */
@NullMarked
package io.switchgear.fleet.redis;

import org.jspecify.annotations.NullMarked;
