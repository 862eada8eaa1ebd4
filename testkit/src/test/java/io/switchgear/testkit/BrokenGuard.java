package io.switchgear.testkit;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.State;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Integrations as people write them when nobody looks. */
enum BrokenGuard {
    COUNTS_TWICE("shouldCountASuccessOnceAndPassTheResultOn") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            return breaker.call(() -> breaker.call(behind));
        }
    },
    TRIES_TWICE("shouldCountAFailureOnceAndPassTheExceptionOn") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            return breaker.call(() -> {
                try {
                    return behind.call();
                } catch (Exception | Error again) {
                    return behind.call();
                }
            });
        }
    },
    ASKS_THE_STATE_ONLY("shouldOpenWhenItFailsAndCloseWhenItHasRecovered") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            if (breaker.state() == State.OPEN) {
                breaker.acquire().ignore();
            }
            return behind.call();
        }
    },
    KEEPS_THE_PERMIT_OF_A_FAILURE("shouldCountAFailureOnceAndPassTheExceptionOn") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            Permit permit = breaker.acquire();
            Object result = behind.call();
            permit.returned(result);
            return result;
        }
    },
    CATCHES_EXCEPTIONS_BUT_NO_ERRORS("shouldCountAnErrorAsAFailureAndPassItOn") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            Permit permit = breaker.acquire();
            try {
                Object result = behind.call();
                permit.returned(result);
                return result;
            } catch (Exception thrown) {
                permit.threw(thrown);
                throw thrown;
            }
        }
    },
    TAKES_EVERY_RESULT_FOR_A_SUCCESS("shouldLeaveItToTheClassifierWhatAResultMeans") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            Permit permit = breaker.acquire();
            try {
                Object result = behind.call();
                permit.success();
                return result;
            } catch (Throwable thrown) {
                permit.threw(thrown);
                throw thrown;
            }
        }
    },
    TAKES_EVERY_EXCEPTION_FOR_A_FAILURE("shouldIgnoreCallsThatSayNothing") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            Permit permit = breaker.acquire();
            try {
                Object result = behind.call();
                permit.returned(result);
                return result;
            } catch (Throwable thrown) {
                permit.failure();
                throw thrown;
            }
        }
    },
    LEAVES_EXCEPTIONS_TO_CLOSE("shouldCountAFailureOnceAndPassTheExceptionOn") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            try (Permit permit = breaker.acquire()) {
                Object result = behind.call();
                permit.returned(result);
                return result;
            }
        }
    },
    WRAPS_EXCEPTIONS("shouldCountAFailureOnceAndPassTheExceptionOn") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            return breaker.call(() -> {
                try {
                    return behind.call();
                } catch (Exception | Error thrown) {
                    throw new IllegalStateException(thrown);
                }
            });
        }
    },
    HIDES_THE_REJECTION("shouldNotLookLikeAFailureToABreakerFurtherOutWhenItRejects") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            try {
                return breaker.call(behind);
            } catch (CallNotPermittedException rejection) {
                throw new IllegalStateException("not available");
            }
        }
    },
    CALLS_WHEN_REJECTED("shouldRejectWithoutReachingWhatIsBehind") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            return breaker.call(behind, rejection -> {
                behind.call();
                throw rejection;
            });
        }
    },
    SETTLES_BEFORE_THE_CALL("shouldTakeAProbeThatHangsForAFailureAndItsLateResultForNothing") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            breaker.acquire().success();
            return behind.call();
        }
    },
    ASKS_AFTER_THE_CALL("shouldTakeAResultFromBeforeTheOutageForNothing") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            if (breaker.state() == State.OPEN && !breaker.snapshot().isProbeDue()) {
                return breaker.call(behind);
            }
            CompletableFuture<Object> result = new CompletableFuture<>();
            try {
                result.complete(behind.call());
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
            return breaker.call(() -> Ended.resultOf(result));
        }
    },
    REPLACES_THE_RESULT("shouldCountASuccessOnceAndPassTheResultOn") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            return breaker.call(() -> "not " + behind.call());
        }
    },
    HAS_PLACE_FOR_ONE_PERMIT("shouldKeepCallsAtTheSameTimeApart") {
        @Override
        Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
            AtomicReference<Permit> place = new AtomicReference<>();
            return Guarded.blocking(() -> {
                place.set(breaker.acquire());
                try {
                    Object result = behind.call();
                    place.get().returned(result);
                    return result;
                } catch (Throwable thrown) {
                    place.get().threw(thrown);
                    throw thrown;
                }
            });
        }
    },
    GIVES_A_FUTURE_THAT_DOES_NOT_CANCEL("shouldGiveTheProbesPlaceBackWhenTheCallerCancels") {
        @Override
        Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
            return () -> breaker.callAsync(behind::start).thenApply(result -> result);
        }
    };

    /** The test of the contract that is there to find it; others may too. */
    final String foundBy;

    BrokenGuard(String foundBy) {
        this.foundBy = foundBy;
    }

    Guarded guard(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        return Guarded.blocking(() -> call(breaker, behind));
    }

    Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
        throw new AssertionError(this);
    }
}
