package io.switchgear.httpclient;

import org.jspecify.annotations.Nullable;

/**
 * The end of a response's body. Immutable.
 *
 * @param kind how it ended
 * @param thrown what broke it off, where that is known
 */
record End(Kind kind, @Nullable Throwable thrown) {
    enum Kind {
        /** All of it has come. */
        COMPLETE,
        /** It broke off on the way. */
        BROKEN,
        /** Its reader wanted no more. */
        CLOSED,
        /** Its reader wanted no more after a long wait for the next bytes. */
        SILENT,
        /** Its reader, or another part of the caller's own, threw. */
        OWN_SIDE
    }

    static final End COMPLETE = new End(Kind.COMPLETE, null);
    static final End CLOSED = new End(Kind.CLOSED, null);
    static final End SILENT = new End(Kind.SILENT, null);
    static final End OWN_SIDE = new End(Kind.OWN_SIDE, null);

    static End broken(Throwable thrown) {
        return new End(Kind.BROKEN, thrown);
    }

    /** Whether its reader gave it up. */
    boolean isByReader() {
        return kind == Kind.CLOSED || kind == Kind.SILENT;
    }
}
