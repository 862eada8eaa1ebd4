// SPDX-License-Identifier: Apache-2.0
package io.switchgear.peers.adapter;

/**
 * Thrown if a library lacks the feature that a scenario tests; the message, which follows the library's name, says what is
 * missing.
 */
public final class DoesNotApply extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DoesNotApply(String lack) {
        super(lack);
    }
}
