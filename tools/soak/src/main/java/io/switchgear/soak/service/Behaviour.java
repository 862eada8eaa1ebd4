package io.switchgear.soak.service;

/** The service's behaviour towards the requests of one breaker. */
public enum Behaviour {
    /** Answers 200 at once. */
    ANSWERS,
    /** Answers 500, 502 or 504. */
    ERRORS,
    /** Answers 429 or 503 with Retry-After. */
    THROTTLES,
    /** Answers with a status of any class: 2xx, 3xx, 4xx, 429, 503, 5xx. */
    ANY_STATUS,
    /** Resets the connection instead of answering. */
    RESETS,
    /** Answers with half of the announced body. */
    CUTS,
    /** Answers byte by byte, slowly. */
    DRIPS,
    /** Never answers. */
    HANGS,
    /** Any of the above, chosen for each request. */
    ANYTHING
}
