package io.switchgear.peers.adapter;

/** A library has nothing that a scenario could put to the test; the message, which follows its name, says what. */
public final class DoesNotApply extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DoesNotApply(String lack) {
        super(lack);
    }
}
