// SPDX-License-Identifier: Apache-2.0
/** Kafka producers that fail fast while a cluster is down. */
@NullMarked
package io.switchgear.kafka;

import org.jspecify.annotations.NullMarked;
