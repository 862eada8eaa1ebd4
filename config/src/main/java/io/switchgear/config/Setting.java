// SPDX-License-Identifier: Apache-2.0
package io.switchgear.config;

import java.util.Optional;

/**
 * The settings that can be given as text, each with its key, type, bounds, default and effect. The order is that of the
 * settings reference.
 *
 * @since 0.1
 */
public enum Setting {
    /** The shared settings that a breaker starts from. */
    CONFIG(
            "config",
            "name",
            "a name below `switchgear.configs`, or `none`",
            "none",
            "The shared settings to start from."),
    /** The window of calls. */
    WINDOW(
            "window",
            "duration, or `100 calls`",
            "above 0, up to 36,500 days; 1 to 1,000,000 calls",
            "10s",
            "The calls that a closed breaker evaluates: those of a period, or the last ones.",
            "window: last"),
    /** The buckets of a window of time. */
    WINDOW_BUCKETS(
            "window-buckets",
            "number",
            "1 to 1,000",
            "10",
            "The parts of a window of time; more parts make it smoother.",
            "window: buckets"),
    /** The rule about the failure rate. */
    FAILURE_RATE(
            "failure-rate",
            "rate",
            "above 0, up to 100%; `off`",
            "50%",
            "The share of failed calls that opens the breaker.",
            "failureRate"),
    /** The rule about the slow-call rate. */
    SLOW_CALL_RATE(
            "slow-call-rate",
            "rate",
            "above 0, up to 100%; `off`",
            "off",
            "The share of slow calls that opens the breaker; needs `slow-calls-over`.",
            "slowCallRate"),
    /** The calls from which rates are evaluated. */
    MINIMUM_CALLS(
            "minimum-calls",
            "number",
            "1 to 1,000,000, at most the calls of the window",
            "10",
            "The number of calls in the window from which rates are evaluated.",
            "failureRate: minimumCalls"),
    /** The rule about the number of failures. */
    FAILURE_COUNT(
            "failure-count",
            "number",
            "1 to 1,000,000, at most the calls of the window; `off`",
            "off",
            "The number of failures in the window that opens the breaker.",
            "failureCount"),
    /** The rule about failures in a row. */
    CONSECUTIVE_FAILURES(
            "consecutive-failures",
            "number",
            "1 to 1,000,000; `off`",
            "5",
            "The number of failures in a row that opens the breaker. Abandoned calls count here and in no rate.",
            "consecutiveFailures"),
    /** The least duration of failures in a row. */
    CONSECUTIVE_FAILURES_SPAN(
            "consecutive-failures-span",
            "duration",
            "0 to 36,500 days",
            "1s",
            "The time that the failures in a row must span at least.",
            "consecutiveFailures: spanning"),
    /** The rule about calls that hang. */
    STUCK_CALLS(
            "stuck-calls",
            "number",
            "1 to 1,000,000; `off`",
            "off",
            "The number of calls in flight for too long that opens the breaker; needs `stuck-calls-over`.",
            "stuckCalls"),
    /** The age from which a call hangs. */
    STUCK_CALLS_OVER(
            "stuck-calls-over",
            "duration",
            "above 0, up to 36,500 days",
            "",
            "The time in flight beyond which a call is stuck.",
            "stuckCalls: limit"),
    /** The slow-call threshold. */
    SLOW_CALLS_OVER(
            "slow-calls-over",
            "duration",
            "above 0, up to 36,500 days; `off`",
            "off",
            "The duration above which a call is slow.",
            "slowCallsOver"),
    /** The age from which a call that its caller gives up is evidence. */
    ABANDONED_AFTER(
            "abandoned-after",
            "duration",
            "above 0, up to 36,500 days; `off`",
            "`slow-calls-over` if that is set, else 1s",
            "The time after which a call that its caller gives up counts as abandoned; `off` ignores such calls.",
            "abandonedAfter"),
    /** The first open wait. */
    OPEN_FOR(
            "open-for",
            "duration",
            "0 to `open-for-up-to`",
            "5s",
            "The time for which an open breaker rejects calls before it probes.",
            "openFor: wait"),
    /** The growth of the open wait. */
    OPEN_FOR_FACTOR(
            "open-for-factor",
            "number",
            "1 to 1,000",
            "2",
            "The growth of that time from one opening in a row to the next.",
            "openFor: factor"),
    /** The longest open wait. */
    OPEN_FOR_UP_TO("open-for-up-to", "duration", "0 to 36,500 days", "30s", "The longest open wait.", "openFor: upTo"),
    /** The jitter of the open wait. */
    OPEN_FOR_JITTER(
            "open-for-jitter",
            "rate",
            "0 to 100%",
            "50%",
            "The random share by which an open wait is shortened at most.",
            "openFor: jitter"),
    /** The longest hint. */
    MAX_HINT(
            "max-hint",
            "duration",
            "0 to 36,500 days",
            "600s",
            "The longest wait asked for by the dependency that is honoured; longer ones are shortened to it.",
            "maxHint"),
    /** The probes of one half-open phase. */
    PROBES(
            "probes",
            "number",
            "1 to 1,000",
            "3",
            "The calls that a half-open breaker lets in as probes.",
            "halfOpen: probes"),
    /** The successes that close. */
    PROBES_REQUIRED(
            "probes-required",
            "number",
            "1 to `probes`",
            "2; all where `probes` is set",
            "The successful probes that close the breaker.",
            "halfOpen: required"),
    /** The failures that open again. */
    PROBES_FAILURES(
            "probes-failures",
            "number",
            "1 to `probes` - `probes-required` + 1",
            "`probes` - `probes-required` + 1",
            "The failed probes that open the breaker again.",
            "halfOpen: failures"),
    /** The probes in flight. */
    PROBES_CONCURRENT(
            "probes-concurrent",
            "number",
            "1 to `probes`",
            "`probes`",
            "The probes that may be in flight at the same time.",
            "halfOpen: concurrent"),
    /** The probe timeout. */
    PROBE_TIMEOUT(
            "probe-timeout",
            "duration",
            "above 0, up to 36,500 days",
            "60s",
            "The time after which a probe that has not come back has failed.",
            "halfOpen: probeTimeout"),
    /** The length of the ramp. */
    RAMP(
            "ramp",
            "duration",
            "above 0, up to 36,500 days; `off`",
            "off",
            "The time in which traffic returns gradually after successful probes.",
            "ramp: over"),
    /** The beginning of the ramp. */
    RAMP_FROM(
            "ramp-from",
            "rate",
            "above 0, up to 100%",
            "10%",
            "The share of the calls that passes at the beginning of the ramp.",
            "ramp: from"),
    /** Shedding, and its window. */
    SHEDDING(
            "shedding",
            "duration",
            "10 ns to 36,500 days; `on` is 5s; `off`",
            "off",
            "Rejects a share of the calls instead of opening, based on the results of this time.",
            "shedding: window"),
    /** The most that is shed. */
    SHEDDING_AT_MOST(
            "shedding-at-most",
            "rate",
            "above 0, up to 100%",
            "100%",
            "The largest share of the calls that is shed.",
            "shedding: atMost"),
    /** The fall of the share. */
    SHEDDING_FALL_OVER(
            "shedding-fall-over",
            "duration",
            "above 0, up to 36,500 days",
            "7s",
            "The shortest time in which the share falls from 100 % to 0.",
            "shedding: fallOver"),
    /** The first pause of the trickle. */
    SHEDDING_TRICKLE(
            "shedding-trickle",
            "duration",
            "above 0, up to `shedding-trickle-up-to`",
            "2s",
            "The time without a result after which one call passes although it is shed.",
            "shedding: trickle: wait"),
    /** The growth of the trickle's pauses. */
    SHEDDING_TRICKLE_FACTOR(
            "shedding-trickle-factor",
            "number",
            "1 to 1,000",
            "2",
            "The growth of that time while such calls bring no success.",
            "shedding: trickle: factor"),
    /** The longest pause of the trickle. */
    SHEDDING_TRICKLE_UP_TO(
            "shedding-trickle-up-to",
            "duration",
            "0 to 36,500 days",
            "12s",
            "The longest such time.",
            "shedding: trickle: upTo"),
    /** The jitter of the trickle's pauses. */
    SHEDDING_TRICKLE_JITTER(
            "shedding-trickle-jitter",
            "rate",
            "0 to 100%",
            "50%",
            "The random share by which such a time is shortened at most.",
            "shedding: trickle: jitter"),
    /** Exceptions that are ignored. */
    IGNORE(
            "ignore",
            "list of classes",
            "subclasses of `Throwable`; `off`",
            "off",
            "Exceptions that are ignored, even if `fail-on` names them."),
    /** Exceptions that are failures. */
    FAIL_ON(
            "fail-on",
            "list of classes",
            "subclasses of `Throwable`; `off`",
            "off",
            "Exceptions that are failures; all others become successes, except errors and timeouts."),
    /** Whether messages are kept. */
    FAILURE_MESSAGES(
            "failure-messages",
            "`true` or `false`",
            "",
            "true",
            "Whether the messages of failures are kept for rejections and snapshots."),
    /** Whether rejections carry a stack trace. */
    STACK_TRACES(
            "stack-traces",
            "`true` or `false`",
            "",
            "false",
            "Whether rejections carry a stack trace, which makes them slow."),
    /** Whether changes are logged. */
    LOG_CHANGES("log-changes", "`true` or `false`", "", "true", "Whether each change of state is logged."),
    /** The initial state. */
    START_IN("start-in", "state", "any state but `shedding`", "closed", "The initial state of a breaker.", "startIn");

    private final String key;
    private final String type;
    private final String bounds;
    private final String defaultText;
    private final String description;
    private final Optional<String> inCode;

    Setting(String key, String type, String bounds, String defaultText, String description) {
        this(key, type, bounds, defaultText, description, "");
    }

    Setting(String key, String type, String bounds, String defaultText, String description, String inCode) {
        this.key = key;
        this.type = type;
        this.bounds = bounds;
        this.defaultText = defaultText;
        this.description = description;
        this.inCode = inCode.isEmpty() ? Optional.empty() : Optional.of(inCode);
    }

    /** {@return the key below a breaker, in lower case with hyphens, such as {@code failure-rate}} */
    public String key() {
        return key;
    }

    /** {@return the type of the value, in words} */
    public String type() {
        return type;
    }

    /** {@return the permitted values, in words; empty if the type says it all} */
    public String bounds() {
        return bounds;
    }

    /** {@return the default, as text or in words; empty if there is none} */
    public String defaultText() {
        return defaultText;
    }

    /** {@return the effect, in one sentence} */
    public String description() {
        return description;
    }

    /** The name that the messages of a configuration have for this setting; empty if none is about it. */
    Optional<String> inCode() {
        return inCode;
    }

    boolean isList() {
        return this == IGNORE || this == FAIL_ON;
    }
}
