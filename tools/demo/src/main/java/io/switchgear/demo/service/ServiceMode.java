package io.switchgear.demo.service;

/** What a service does with the calls it gets. */
public enum ServiceMode {
    /** Answers 200 after a few milliseconds. */
    HEALTHY("healthy"),
    /** Answers 503 to six calls of ten, by chance, and the others as a healthy one does. */
    FAILING_IN_PART("fails 6 of 10"),
    /** Answers 503, as quickly. */
    ANSWERING_503("answers 503"),
    /** Accepts calls and never answers them. */
    HANGING("hangs"),
    /** Its process is gone: connections are refused. */
    KILLED("killed");

    private final String words;

    ServiceMode(String words) {
        this.words = words;
    }

    /** {@return whether callers get what they want} */
    public boolean isHealthy() {
        return this == HEALTHY;
    }

    @Override
    public String toString() {
        return words;
    }
}
