// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.guard;

import java.nio.charset.StandardCharsets;

/** As {@link FailingRead}, but with a new exception each time, and a new message. */
public final class NewFailure extends FailingRead {
    private static final int DIGITS = 8;

    private final byte[] message = "no answer to request 00000000".getBytes(StandardCharsets.ISO_8859_1);

    public NewFailure(int percent) {
        super(percent);
    }

    @Override
    Failure failure() {
        countOn();
        return new Failure(new String(message, StandardCharsets.ISO_8859_1));
    }

    /** Increments the number in the message by hand: string concatenation allocates more in one JVM than in another. */
    private void countOn() {
        for (int i = message.length - 1; i >= message.length - DIGITS; i--) {
            if (message[i] < '9') {
                message[i]++;
                return;
            }
            message[i] = '0';
        }
    }
}
