// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

/** The repeated action of one client. Thread-safe. */
interface Work extends AutoCloseable {
    /**
     * Makes one call and waits for it.
     *
     * @throws Exception if the call failed or was rejected; {@link Ending#of} distinguishes the two
     */
    Ending call() throws Exception;

    /** Makes a call that bypasses the breaker and is anonymous, so that it is not counted. */
    void warmUp() throws Exception;

    @Override
    default void close() {}
}
