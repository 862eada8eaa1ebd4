// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.adapter;

/**
 * Thrown by an operation whose result says nothing about the health of the other side; each adapter configures its library
 * to ignore it.
 */
public final class NotAFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAFailure() {
        super("not a failure");
    }
}
