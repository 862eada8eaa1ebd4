package io.switchgear;

/** The side whose exception ended a call. */
enum EndedBy {
    /** The operation, on the thread that settles the call: its interrupt flag tells of the operation. */
    OPERATION_HERE,
    /** The operation, wherever it ran. */
    OPERATION,
    /** The caller, who completed the future of the call. */
    CALLER
}
