// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

/** The side whose exception ended a call. */
enum EndedBy {
    /** The operation, on the thread that settles the call: the thread's interrupt flag belongs to the operation. */
    OPERATION_HERE,
    /** The operation, on any thread. */
    OPERATION,
    /** The caller, who completed the future of the call. */
    CALLER
}
