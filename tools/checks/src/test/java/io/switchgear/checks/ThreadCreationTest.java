// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import java.lang.ref.Cleaner;
import java.util.Collection;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.BaseStream;
import org.junit.jupiter.api.Test;

/** Core runs on its callers' threads, and on executors that they hand in. */
class ThreadCreationTest {
    private static final Set<Class<?>> THREAD_OWNERS =
            Set.of(Thread.class, Timer.class, ExecutorService.class, SubmissionPublisher.class);
    private static final Set<String> THREAD_STARTS = Set.of("start", "startVirtualThread", "ofVirtual", "ofPlatform");
    private static final Set<String> SHARED_TIMER = Set.of("orTimeout", "completeOnTimeout", "delayedExecutor");

    private static final DescribedPredicate<JavaAccess<?>> THREAD_CREATION =
            describe("a thread is created or borrowed", access -> createsAThread(access.getTarget()));

    @Test
    void shouldCreateNoThreadExecutorOrTimerInCore() {
        noClasses()
                .should()
                .accessTargetWhere(THREAD_CREATION)
                .because("a library that starts threads decides for its users how many there are and when they end")
                .check(Compiled.mainOf(Checkout.CORE));
    }

    private static boolean createsAThread(AccessTarget target) {
        JavaClass owner = target.getOwner();
        String name = target.getName();
        if (name.equals(JavaConstructor.CONSTRUCTOR_NAME)) {
            return THREAD_OWNERS.stream().anyMatch(owner::isAssignableTo);
        }
        return owner.isEquivalentTo(Executors.class)
                || owner.isAssignableTo(Thread.class) && THREAD_STARTS.contains(name)
                || owner.isEquivalentTo(ForkJoinPool.class) && name.equals("commonPool")
                || owner.isEquivalentTo(Cleaner.class) && name.equals("create")
                || owner.isAssignableTo(CompletionStage.class) && usesASharedThread(target)
                || owner.isAssignableTo(BaseStream.class) && name.equals("parallel")
                || owner.isAssignableTo(Collection.class) && name.equals("parallelStream");
    }

    private static boolean usesASharedThread(AccessTarget target) {
        return SHARED_TIMER.contains(target.getName())
                || target.getName().endsWith("Async")
                        && target instanceof AccessTarget.CodeUnitAccessTarget method
                        && method.getRawParameterTypes().stream()
                                .noneMatch(parameter -> parameter.isEquivalentTo(Executor.class));
    }
}
