// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

/** A window of two calls is read by tallies alone, since each call is a block; the scenarios go round it more than once. */
public class TallySchedulesTest extends CountWindowSchedules {
    private static final int SIZE = 2;

    public TallySchedulesTest() {
        super(SIZE);
    }

    @Override
    Class<?> specification() {
        return Last.class;
    }

    /** The last of them. */
    public static class Last extends LastCalls {
        public Last() {
            super(SIZE);
        }
    }
}
