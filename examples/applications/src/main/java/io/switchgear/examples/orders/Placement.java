// SPDX-License-Identifier: Apache-2.0
package io.switchgear.examples.orders;

/** The answer of the database to a new order. */
public enum Placement {
    /** It is there to stay. */
    PLACED,
    /** There is another order of that number, which stays as it is. */
    NUMBER_TAKEN
}
