// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Time comes from outside, so that every behaviour can be tested without waiting. */
class ClockReadsTest {
    private static final DescribedPredicate<JavaAccess<?>> CLOCK_READ =
            describe("the system's clock is read or handed out", access -> readsAClock(access.getTarget()));

    private static final Set<String> HAND_OUT_THE_DEFAULT = Set.of(
            "io.switchgear.time.Ticker",
            // The default of the setting instantSource.
            "io.switchgear.ConfigValues",
            // Takes its place when the user's own instant source fails.
            "io.switchgear.Callbacks",
            // For a Retry-After date in a response that has no date of its own.
            "io.switchgear.http.HttpClassifier");

    @Test
    void shouldReadAClockOnlyWhereADefaultIsHandedOut() {
        noClasses()
                .that(describe("hand out no default clock", type -> !HAND_OUT_THE_DEFAULT.contains(type.getFullName())))
                .should()
                .accessTargetWhere(CLOCK_READ)
                .because("time is a Ticker or an InstantSource that was handed in")
                .check(Compiled.mainOf(Checkout.publishedModules()));
    }

    private static boolean readsAClock(AccessTarget target) {
        String owner = target.getOwner().getFullName();
        String name = target.getName();
        return switch (owner) {
            case "java.lang.System" -> Set.of("nanoTime", "currentTimeMillis").contains(name);
            case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
            case "java.time.InstantSource" -> name.equals("system");
            case "java.util.Date", "java.util.GregorianCalendar" ->
                name.equals(JavaConstructor.CONSTRUCTOR_NAME)
                        && target instanceof AccessTarget.ConstructorCallTarget constructor
                        && constructor.getRawParameterTypes().isEmpty();
            case "java.util.Calendar" -> name.equals("getInstance");
            default -> owner.startsWith("java.time.") && name.equals("now");
        };
    }
}
