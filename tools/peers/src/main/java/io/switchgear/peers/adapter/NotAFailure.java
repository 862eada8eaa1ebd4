package io.switchgear.peers.adapter;

/** What an operation throws to say nothing about the health of what it called; each adapter tells its library so. */
public final class NotAFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAFailure() {
        super("not a failure");
    }
}
