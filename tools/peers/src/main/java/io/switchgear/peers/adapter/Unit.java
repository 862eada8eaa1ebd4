package io.switchgear.peers.adapter;

/** A unit of work that a breaker has let in: one call, whose start and end lie apart. Thread-safe. */
@FunctionalInterface
public interface Unit {
    /** It ends with a failure. */
    void breakOff(Exception failure);

    /** The other side has begun to answer, where a library wants to know. */
    default void answered() {}
}
