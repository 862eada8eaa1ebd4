// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The properties of the starter, for the metadata that editors read. Nobody binds them: settings of breakers are read from
 * the environment at each reload, with the values, bounds and defaults that the settings reference of switchgear-config lists.
 *
 * @param defaults settings of all breakers
 * @param configs settings that breakers share, by a name of your choice
 * @param breakers settings of one breaker, by its name
 * @param health the health indicator
 * @param events application events
 * @param http the application's HTTP clients
 * @param datasource the application's data sources
 * @since 0.1
 */
@ConfigurationProperties("switchgear")
public record SwitchgearProperties(
        Breaker defaults,
        Map<String, Breaker> configs,
        Map<String, Breaker> breakers,
        Health health,
        Events events,
        Http http,
        DataSources datasource) {

    /**
     * The health indicator.
     *
     * @param critical names of the breakers that take the application out of service while they are open
     */
    public record Health(@Nullable List<String> critical) {}

    /**
     * Application events.
     *
     * @param enabled whether changes of state and of configuration are published as application events
     */
    public record Events(@Nullable Boolean enabled) {}

    /**
     * The application's HTTP clients.
     *
     * @param enabled whether requests of RestClient and WebClient, as the application's builders make them, go through one
     *     breaker per origin
     */
    public record Http(@Nullable Boolean enabled) {}

    /**
     * The application's data sources.
     *
     * @param enabled whether each data source goes through the breaker that has the name of its bean
     */
    public record DataSources(@Nullable Boolean enabled) {}

    /**
     * The settings of a breaker. Rates such as {@code 50%}, durations such as {@code 10s}; {@code off} switches off.
     *
     * @param config the shared settings to start from
     * @param window the calls that a closed breaker evaluates: those of a period, or the last ones
     * @param windowBuckets the parts of a window of time; more parts make it smoother
     * @param failureRate the share of failed calls that opens the breaker
     * @param slowCallRate the share of slow calls that opens the breaker; needs {@code slow-calls-over}
     * @param minimumCalls the number of calls in the window from which rates are evaluated
     * @param failureCount the number of failures in the window that opens the breaker
     * @param consecutiveFailures the number of failures in a row that opens the breaker. Abandoned calls count here
     *     and in no rate
     * @param consecutiveFailuresSpan the time that the failures in a row must span at least
     * @param stuckCalls the number of calls in flight for too long that opens the breaker; needs {@code
     *     stuck-calls-over}
     * @param stuckCallsOver the time in flight beyond which a call is stuck
     * @param slowCallsOver the duration above which a call is slow
     * @param abandonedAfter the time after which a call that its caller gives up counts as abandoned; {@code off}
     *     ignores such calls
     * @param openFor the time for which an open breaker rejects calls before it probes
     * @param openForFactor the growth of that time from one opening in a row to the next
     * @param openForUpTo the longest open wait
     * @param openForJitter the random share by which an open wait is shortened at most
     * @param maxHint the longest wait asked for by the dependency that is honoured; longer ones are shortened to it
     * @param probes the calls that a half-open breaker lets in as probes
     * @param probesRequired the successful probes that close the breaker
     * @param probesFailures the failed probes that open the breaker again
     * @param probesConcurrent the probes that may be in flight at the same time
     * @param probeTimeout the time after which a probe that has not come back has failed
     * @param ramp the time in which traffic returns gradually after successful probes
     * @param rampFrom the share of the calls that passes at the beginning of the ramp
     * @param shedding rejects a share of the calls instead of opening, based on the results of this time
     * @param sheddingAtMost the largest share of the calls that is shed
     * @param sheddingFallOver the shortest time in which the share falls from 100 % to 0
     * @param sheddingTrickle the time without a result after which one call passes although it is shed
     * @param sheddingTrickleFactor the growth of that time while such calls bring no success
     * @param sheddingTrickleUpTo the longest such time
     * @param sheddingTrickleJitter the random share by which such a time is shortened at most
     * @param ignore exceptions that are ignored, even if {@code fail-on} names them
     * @param failOn exceptions that are failures; all others become successes, except errors and timeouts
     * @param failureMessages whether the messages of failures are kept for rejections and snapshots
     * @param stackTraces whether rejections carry a stack trace, which makes them slow
     * @param logChanges whether each change of state is logged
     * @param startIn the initial state of a breaker
     */
    public record Breaker(
            @Nullable String config,
            @Nullable String window,
            @Nullable String windowBuckets,
            @Nullable String failureRate,
            @Nullable String slowCallRate,
            @Nullable String minimumCalls,
            @Nullable String failureCount,
            @Nullable String consecutiveFailures,
            @Nullable String consecutiveFailuresSpan,
            @Nullable String stuckCalls,
            @Nullable String stuckCallsOver,
            @Nullable String slowCallsOver,
            @Nullable String abandonedAfter,
            @Nullable String openFor,
            @Nullable String openForFactor,
            @Nullable String openForUpTo,
            @Nullable String openForJitter,
            @Nullable String maxHint,
            @Nullable String probes,
            @Nullable String probesRequired,
            @Nullable String probesFailures,
            @Nullable String probesConcurrent,
            @Nullable String probeTimeout,
            @Nullable String ramp,
            @Nullable String rampFrom,
            @Nullable String shedding,
            @Nullable String sheddingAtMost,
            @Nullable String sheddingFallOver,
            @Nullable String sheddingTrickle,
            @Nullable String sheddingTrickleFactor,
            @Nullable String sheddingTrickleUpTo,
            @Nullable String sheddingTrickleJitter,
            @Nullable List<String> ignore,
            @Nullable List<String> failOn,
            @Nullable Boolean failureMessages,
            @Nullable Boolean stackTraces,
            @Nullable Boolean logChanges,
            @Nullable String startIn) {}
}
