// SPDX-License-Identifier: Apache-2.0
package io.switchgear;

/** A window of four calls has blocks of two, so it begins and ends within a block every other time and is read by marks as well. */
public class MarkSchedulesTest extends CountWindowSchedules {
    private static final int SIZE = 4;

    public MarkSchedulesTest() {
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
