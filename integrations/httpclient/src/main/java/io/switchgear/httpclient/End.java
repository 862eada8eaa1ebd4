// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import org.jspecify.annotations.Nullable;

/**
 * The end of a response's body. Immutable.
 *
 * @param kind the kind of end
 * @param thrown the exception that broke it off, if it is known
 */
record End(Kind kind, @Nullable Throwable thrown) {
    enum Kind {
        /** The whole body has arrived. */
        COMPLETE,
        /** The body broke off on the way. */
        BROKEN,
        /** The reader closed the body early. */
        CLOSED,
        /** The reader closed the body after a long wait for the next bytes. */
        SILENT,
        /** The reader, or another part of the caller's own side, threw. */
        OWN_SIDE
    }

    static final End COMPLETE = new End(Kind.COMPLETE, null);
    static final End CLOSED = new End(Kind.CLOSED, null);
    static final End SILENT = new End(Kind.SILENT, null);
    static final End OWN_SIDE = new End(Kind.OWN_SIDE, null);

    static End broken(Throwable thrown) {
        return new End(Kind.BROKEN, thrown);
    }

    /** Whether the reader gave the body up. */
    boolean isByReader() {
        return kind == Kind.CLOSED || kind == Kind.SILENT;
    }
}
