// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.adapter;

/** A unit of work that a breaker has admitted: one call whose start and end are in different places. Thread-safe. */
@FunctionalInterface
public interface Unit {
    /** Ends it with a failure. */
    void breakOff(Exception failure);

    /** Reports that the other side is responding, for libraries with such a method. */
    default void answered() {}
}
