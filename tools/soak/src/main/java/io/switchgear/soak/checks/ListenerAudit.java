package io.switchgear.soak.checks;

/**
 * Compares the events that listeners have received since a breaker was created with those that must have happened, when no
 * call is out.
 */
public final class ListenerAudit {
    private final String breaker;
    private final Findings findings;

    public ListenerAudit(String breaker, Findings findings) {
        this.breaker = breaker;
        this.findings = findings;
    }

    /**
     * Checks completeness: every change has a number, so the last number is the number of changes.
     *
     * @param known the events received or dropped
     */
    public void complete(long known, long lastSequence, long reconfigurations) {
        findings.hold(
                Check.LISTENERS,
                known == lastSequence + reconfigurations,
                () -> breaker + ": a listener knows of " + known + " events, but there were " + lastSequence
                        + " changes and " + reconfigurations + " reconfigurations");
    }

    /** Checks that two listeners have received the same last change. */
    public void agree(long one, long other) {
        findings.hold(
                Check.LISTENERS,
                one == other,
                () -> breaker + ": one listener has received up to change " + one + ", another up to " + other);
    }
}
