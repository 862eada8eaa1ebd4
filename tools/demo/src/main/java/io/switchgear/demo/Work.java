package io.switchgear.demo;

/** What one client does again and again. Thread-safe. */
interface Work extends AutoCloseable {
    /**
     * One call, waited for.
     *
     * @throws Exception if it failed or was rejected; {@link Ending#of} tells the two apart
     */
    Ending call() throws Exception;

    /** As a call, but past the breaker and by nobody's name, so that it is not counted. */
    void warmUp() throws Exception;

    @Override
    default void close() {}
}
