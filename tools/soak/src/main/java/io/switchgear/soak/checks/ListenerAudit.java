package io.switchgear.soak.checks;

/** Holds what listeners have heard since a breaker was made against what must have happened, when no call is out. */
public final class ListenerAudit {
    private final String breaker;
    private final Findings findings;

    public ListenerAudit(String breaker, Findings findings) {
        this.breaker = breaker;
        this.findings = findings;
    }

    /**
     * Every change has a number, so there were as many as the last one says.
     *
     * @param known events heard or dropped
     */
    public void complete(long known, long lastSequence, long reconfigurations) {
        findings.hold(
                Check.LISTENERS,
                known == lastSequence + reconfigurations,
                () -> breaker + ": a listener knows of " + known + " events, but there were " + lastSequence
                        + " changes and " + reconfigurations + " reconfigurations");
    }

    /** What two listeners have heard of last. */
    public void agree(long one, long other) {
        findings.hold(
                Check.LISTENERS,
                one == other,
                () -> breaker + ": one listener has heard up to change " + one + ", another up to " + other);
    }
}
