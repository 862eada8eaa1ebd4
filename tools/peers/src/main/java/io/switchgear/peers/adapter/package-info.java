/** The interface that the scenarios need of a circuit breaker, and an adapter for each library. */
@NullMarked
package io.switchgear.peers.adapter;

import org.jspecify.annotations.NullMarked;
