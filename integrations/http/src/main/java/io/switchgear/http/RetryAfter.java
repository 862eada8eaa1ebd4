// SPDX-License-Identifier: Apache-2.0
package io.switchgear.http;

import io.switchgear.recovery.RetryHint;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After} as in RFC 9110: seconds, or a date in any of its three forms. Thread-safe. */
final class RetryAfter implements RetryHint {
    private static final Pattern SECONDS = Pattern.compile("[0-9]+");
    /** The number of digits that always fit into a number of seconds. */
    private static final int SURE_DIGITS = 18;

    private static final DateTimeFormatter ASCTIME = english("EEE MMM ppd HH:mm:ss yyyy");
    /** The number of years ahead that a year of two digits can be. */
    private static final int YEARS_AHEAD = 50;

    private final InstantSource clock;

    RetryAfter(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public @Nullable Duration after(@Nullable Object result, @Nullable Throwable thrown) {
        if (result instanceof HttpAnswer answer) {
            return in(answer::header);
        }
        return result instanceof HttpResponse<?> response ? in(response.headers()::firstValue) : null;
    }

    private @Nullable Duration in(Function<String, Optional<String>> headers) {
        String value = headers.apply("Retry-After").map(String::strip).orElse("");
        if (SECONDS.matcher(value).matches()) {
            return Duration.ofSeconds(value.length() > SURE_DIGITS ? Long.MAX_VALUE : Long.parseLong(value));
        }
        Instant now = clock.instant();
        Instant sent = headers.apply("Date").flatMap(date -> instant(date, now)).orElse(now);
        return instant(value, now)
                .map(until -> Duration.between(sent, until))
                .filter(wait -> !wait.isNegative())
                .orElse(null);
    }

    private static Optional<Instant> instant(String value, Instant now) {
        for (DateTimeFormatter form : List.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850(now), ASCTIME)) {
            try {
                return Optional.of(form.parse(value.strip(), Instant::from));
            } catch (DateTimeParseException another) {
                // The next form.
            }
        }
        return Optional.empty();
    }

    private static DateTimeFormatter rfc850(Instant now) {
        int first = now.atOffset(ZoneOffset.UTC).getYear() + YEARS_AHEAD - 99;
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, first)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
    }

    private static DateTimeFormatter english(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
