// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.switchgear.CallNotPermittedException;
import io.switchgear.Health;
import io.switchgear.Snapshot;
import io.switchgear.StateChange;
import io.switchgear.demo.service.Hits;
import io.switchgear.demo.service.ServiceMode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A report of one JSON object per line: {@code start}, then {@code service}, {@code change} and {@code second} as they
 * occur, and {@code summary} at the end; with explanations also {@code rejection} as they occur, and {@code health} and
 * {@code snapshot} before the summary. Every key is always present; keys without a value are {@code null}. Thread-safe.
 */
final class JsonReport implements Report {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final ObjectMapper mapper = new ObjectMapper();
    private final PrintWriter out;
    /** The key of the client that is compared with the one that has the breaker. */
    private final String other;

    JsonReport(PrintWriter out, Scenario scenario) {
        this.out = out;
        this.other = scenario.text().comparesBreakers() ? "withBreakerThatOpens" : "withoutBreaker";
    }

    @Override
    public void opening(Opening opening) {
        DemoOptions options = opening.options();
        Map<String, @Nullable Object> event = event("start");
        event.put("scenario", options.scenario().name());
        event.put("url", opening.target());
        event.put(
                "servicePid",
                opening.servicePid().isPresent() ? opening.servicePid().getAsLong() : null);
        event.put("seconds", options.length().map(Duration::toSeconds).orElse(null));
        event.put("rate", options.rate());
        event.put("workers", options.async() ? null : options.workers());
        event.put("seed", options.seed());
        event.put("rampSeconds", seconds(options.ramp()));
        event.put("async", options.async());
        event.put("breaker", String.join(" ", opening.breaker()));
        print(event);
    }

    @Override
    public void service(Duration at, ServiceMode mode) {
        Map<String, @Nullable Object> event = event("service");
        event.put("atSeconds", seconds(at));
        event.put("service", mode.toString());
        print(event);
    }

    @Override
    public void change(Duration at, StateChange change) {
        Map<String, @Nullable Object> event = event("change");
        event.put("atSeconds", seconds(at));
        event.put("from", change.from().name());
        event.put("to", change.to().name());
        event.put("reason", change.reason());
        event.put("lastFailure", Wording.lastFailure(change).orElse(null));
        event.put("waitSeconds", seconds(change.openFor()));
        event.put("sequence", change.sequence());
        print(event);
    }

    @Override
    public void rejection(Duration at, CallNotPermittedException rejection) {
        Map<String, @Nullable Object> event = event("rejection");
        event.put("atSeconds", seconds(at));
        event.put("state", rejection.state().name());
        event.put("reason", rejection.reason().name());
        event.put("retryAfterSeconds", seconds(rejection.retryAfter()));
        event.put("message", rejection.getMessage());
        print(event);
    }

    @Override
    public void second(Second second) {
        Map<String, @Nullable Object> event = event("second");
        event.put("second", second.number());
        event.put("service", second.service().map(ServiceMode::toString).orElse(null));
        event.put("state", second.state().name());
        event.put(
                "rampShare", second.rampShare().isPresent() ? second.rampShare().getAsDouble() : null);
        event.put(
                "shedShare", second.shedShare().isPresent() ? second.shedShare().getAsDouble() : null);
        event.put(other, figures(second.withoutBreaker()));
        event.put("withBreaker", figures(Optional.of(second.withBreaker())));
        print(event);
    }

    @Override
    public void breaker(Health health, Snapshot snapshot) {
        Map<String, @Nullable Object> event = event("health");
        event.put("status", health.status().name());
        event.put("reason", health.reason());
        print(event);
        event = event("snapshot");
        event.putAll(snapshot.toMap());
        print(event);
    }

    @Override
    public void summary(Summary summary) {
        boolean day = summary.withoutBreaker().isPresent();
        Map<String, @Nullable Object> event = event("summary");
        event.put("ranSeconds", seconds(summary.ran()));
        event.put(other, figures(summary.withoutBreaker()));
        event.put("withBreaker", figures(Optional.of(summary.withBreaker())));
        event.put("sickHits", day ? hits(summary.sickHits()) : null);
        event.put("faults", summary.outages().stream().map(this::fault).toList());
        event.put("state", summary.state().name());
        event.put("good", summary.verdict().map(Verdict::good).orElse(null));
        event.put("verdict", summary.verdict().map(Verdict::text).orElse(null));
        print(event);
    }

    @Override
    public boolean isUnread() {
        return out.checkError();
    }

    private Map<String, @Nullable Object> fault(Outage outage) {
        Map<String, @Nullable Object> fault = new LinkedHashMap<>();
        fault.put("fault", outage.fault().toString());
        fault.put("beganSeconds", seconds(outage.began()));
        fault.put("endedSeconds", seconds(outage.ended()));
        fault.put("hits", hits(outage.hits()));
        fault.put("faultToOpenSeconds", seconds(outage.faultToOpen()));
        fault.put("recoveryToClosedSeconds", seconds(outage.recoveryToClosed()));
        fault.put("ok", hits(outage.answered()));
        return fault;
    }

    private Map<String, Long> hits(Hits hits) {
        Map<String, Long> map = new LinkedHashMap<>();
        map.put(other, hits.withoutBreaker());
        map.put("withBreaker", hits.withBreaker());
        return map;
    }

    private static @Nullable Map<String, @Nullable Object> figures(Optional<Figures> figures) {
        if (figures.isEmpty()) {
            return null;
        }
        Figures given = figures.get();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("ok", given.ok());
        map.put("failed", given.failed());
        map.put("rejected", given.rejected());
        map.put("waiting", given.waiting());
        map.put("p50Millis", millis(given.p50()));
        map.put("p99Millis", millis(given.p99()));
        map.put("lostWaitingSeconds", seconds(given.lostWaiting()));
        map.put("notes", notes(given));
        return map;
    }

    private static Map<String, Map<String, Long>> notes(Figures figures) {
        Map<String, Map<String, Long>> map = new LinkedHashMap<>();
        figures.notes().forEach((result, counts) -> map.put(result.name().toLowerCase(Locale.ROOT), counts));
        return map;
    }

    private static @Nullable Double millis(Optional<Duration> duration) {
        return duration.map(given -> given.toNanos() / NANOS_PER_MILLI).orElse(null);
    }

    private static @Nullable Double seconds(Optional<Duration> duration) {
        return duration.map(JsonReport::seconds).orElse(null);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }

    private static Map<String, @Nullable Object> event(String name) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("event", name);
        return event;
    }

    private synchronized void print(Map<String, @Nullable Object> event) {
        try {
            out.println(mapper.writeValueAsString(event));
            out.flush();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("not JSON: " + event, impossible);
        }
    }
}
