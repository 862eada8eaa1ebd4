// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

/**
 * An operation without a result, to be run through a breaker.
 *
 * @param <X> type of the checked exceptions, as for {@link Call}
 * @since 0.1
 */
@FunctionalInterface
public interface Action<X extends Throwable> {

    /**
     * Runs the operation.
     *
     * @throws X the operation's exception
     */
    void run() throws X;
}
