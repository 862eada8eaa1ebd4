// SPDX-License-Identifier: Apache-2.0
package io.switchgear.toolkit.service;

/** The treatment that a service gives to requests. */
public enum Behaviour {
    /** Answers 200, or 404 for a page that it does not know. */
    ANSWERS,
    /** Answers 500, 502 or 504. */
    ERRORS,
    /** Answers 503. */
    UNAVAILABLE,
    /** Answers 503 to six requests of ten, by chance, and the others as {@link #ANSWERS}. */
    FAILS_IN_PART,
    /** Answers 429 or 503 with Retry-After. */
    THROTTLES,
    /** Answers with a status of any class: 2xx, 3xx, 4xx, 429, 503, 5xx. */
    ANY_STATUS,
    /** Resets the connection instead of an answer. */
    RESETS,
    /** Answers with half of the body that it announced. */
    CUTS,
    /** Answers byte by byte, slowly. */
    DRIPS,
    /** Never answers. */
    HANGS,
    /** Any of the above, chosen for each request. */
    ANYTHING
}
