// SPDX-License-Identifier: Apache-2.0
/** Jedis clients that fail fast while Redis is down. */
@NullMarked
package io.switchgear.jedis;

import org.jspecify.annotations.NullMarked;
