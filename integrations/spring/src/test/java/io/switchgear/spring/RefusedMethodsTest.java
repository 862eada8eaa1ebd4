// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;

/** Annotations that could not do what they say stop the start of the application. */
class RefusedMethodsTest {
    static class FinalMethod {
        @CircuitBreaker(name = "x")
        public final String call() {
            return "";
        }
    }

    static class StaticMethod {
        @CircuitBreaker(name = "x")
        public static String call() {
            return "";
        }
    }

    static class PrivateMethod {
        @CircuitBreaker(name = "x")
        private String call() {
            return "";
        }
    }

    @CircuitBreaker(name = "x")
    static class FinalMethodOfType {
        public final String call() {
            return "";
        }
    }

    static class BlankName {
        @CircuitBreaker(name = " ")
        public String call() {
            return "";
        }
    }

    static class NoFallback {
        @CircuitBreaker(name = "x", fallbackMethod = "other")
        public String call(int number) {
            return "";
        }

        private String other(String text) {
            return "";
        }
    }

    static class NoExceptionLast {
        @CircuitBreaker(name = "x", fallbackMethod = "other")
        public String call(int number) {
            return "";
        }

        private String other(int number, String text) {
            return "";
        }
    }

    static class OtherReturnType {
        @CircuitBreaker(name = "x", fallbackMethod = "other")
        public String call(int number) {
            return "";
        }

        private String other(int number) {
            return "";
        }

        private Object other(int number, IOException failure) {
            return "";
        }
    }

    static class ValueInsteadOfStage {
        @CircuitBreaker(name = "x", fallbackMethod = "other")
        public CompletableFuture<String> call() {
            return new CompletableFuture<>();
        }

        private String other() {
            return "";
        }
    }

    static class OnlyItself {
        @CircuitBreaker(name = "x", fallbackMethod = "call")
        public String call() {
            return "";
        }
    }

    static class OwnFuture extends CompletableFuture<String> {
        @CircuitBreaker(name = "x")
        public OwnFuture call() {
            return this;
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                FinalMethod.class,
                StaticMethod.class,
                PrivateMethod.class,
                FinalMethodOfType.class,
                BlankName.class,
                NoFallback.class,
                NoExceptionLast.class,
                OtherReturnType.class,
                ValueInsteadOfStage.class,
                OnlyItself.class,
                OwnFuture.class
            })
    void shouldNotStart(Class<?> bean) {
        InvalidGuardedMethodException refusal = refusalOf(bean);
        assertThat(refusal.method()).startsWith(bean.getName() + ".call(");
        assertThat(refusal.getMessage())
                .isEqualTo(
                        "@CircuitBreaker on " + refusal.method() + ": " + refusal.problem() + ". " + refusal.action());
    }

    @Test
    void shouldSayWhatIsWrongAndWhatToDo() {
        assertThat(refusalOf(FinalMethod.class).problem()).contains("final");
        assertThat(refusalOf(NoFallback.class))
                .hasMessage("@CircuitBreaker on " + NoFallback.class.getName()
                        + ".call(int): there is no fallback method other(int) in " + NoFallback.class.getName()
                        + ", its superclasses or its interfaces. Add it, with the parameters of the guarded method and"
                        + " optionally an exception as the last one, or correct fallbackMethod");
        assertThat(refusalOf(OtherReturnType.class))
                .hasMessage("@CircuitBreaker on " + OtherReturnType.class.getName()
                        + ".call(int): its fallback other(int, IOException) returns Object instead of String. Return the"
                        + " type of the guarded method");
    }

    private static InvalidGuardedMethodException refusalOf(Class<?> bean) {
        Throwable thrown =
                catchThrowable(() -> Beans.with(Beans.registry(), bean).close());
        assertThat(thrown)
                .isInstanceOf(BeanCreationException.class)
                .hasCauseInstanceOf(InvalidGuardedMethodException.class);
        return (InvalidGuardedMethodException) thrown.getCause();
    }
}
