// SPDX-License-Identifier: Apache-2.0
/** A store of a fleet in a database. */
@NullMarked
package io.switchgear.fleet.jdbc;

import org.jspecify.annotations.NullMarked;
