// SPDX-License-Identifier: Apache-2.0
package io.switchgear.soak.breakers;

import java.util.concurrent.ThreadFactory;

/** Daemon threads with a name, so that a leftover one can be identified. */
public final class Named {
    private Named() {}

    public static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
