// SPDX-License-Identifier: Apache-2.0
package io.switchgear.testkit;

import io.switchgear.CallNotPermittedException;
import io.switchgear.CircuitBreaker;
import io.switchgear.Permit;
import io.switchgear.State;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
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
                } catch (InterruptedException stop) {
                    throw stop;
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
            return settled(permit, behind.call());
        }
    },
    CATCHES_EXCEPTIONS_BUT_NO_ERRORS("shouldCountAnErrorAsAFailureAndPassItOn") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            Permit permit = breaker.acquire();
            try {
                return settled(permit, behind.call());
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
                return settled(permit, behind.call());
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
                return settled(permit, behind.call());
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
    },
    IGNORES_WHO_GIVES_UP("shouldOpenWithinTenCallsWhenItHangsAndItsCallersGiveUp") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            Permit permit = breaker.acquire();
            try {
                return settled(permit, behind.call());
            } catch (InterruptedException givenUp) {
                permit.ignore();
                throw givenUp;
            } catch (Throwable thrown) {
                permit.threw(thrown);
                throw thrown;
            }
        }
    },
    TAKES_WHO_GIVES_UP_FOR_A_FAILURE("shouldNeverOpenWhenItIsWellAndItsCallersAreImpatient") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            Permit permit = breaker.acquire();
            try {
                return settled(permit, behind.call());
            } catch (InterruptedException givenUp) {
                permit.failure();
                throw givenUp;
            } catch (Throwable thrown) {
                permit.threw(thrown);
                throw thrown;
            }
        }
    },
    KNOWS_ONE_TYPE_OF_INTERRUPT("shouldIgnoreAnInterruptInDisguise") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            Permit permit = breaker.acquire();
            try {
                return settled(permit, behind.call());
            } catch (InterruptedException | CancellationException givenUp) {
                permit.close();
                throw givenUp;
            } catch (Throwable thrown) {
                permit.failure();
                throw thrown;
            }
        }
    },
    LOSES_THE_PERMIT_OF_WHO_IS_INTERRUPTED("shouldIgnoreAnInterruptOnAVirtualThread") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            Permit permit = breaker.acquire();
            try {
                return settled(permit, behind.call());
            } catch (InterruptedException givenUp) {
                throw givenUp;
            } catch (Throwable thrown) {
                permit.threw(thrown);
                throw thrown;
            }
        }
    },
    BOOKS_EACH_STEP("shouldCountAUnitOfWorkThatFailsAtItsEndOnceAndAsAFailure") {
        @Override
        Guarded failingAtItsEnd(CircuitBreaker breaker) {
            return Guarded.blocking(() -> {
                breaker.call(() -> "the first step");
                return breaker.call(() -> {
                    throw new IOException("broke off");
                });
            });
        }
    },
    BLAMES_THE_OTHER_SIDE("shouldIgnoreTheCallersOwnFault") {
        @Override
        Guarded failingByItself(CircuitBreaker breaker) {
            return Guarded.blocking(() -> breaker.call(() -> {
                throw new RejectedExecutionException("full");
            }));
        }
    },
    TRIES_AGAIN_WHEN_REJECTED("shouldNotMakeItsClientTryAgainWhenItRejects") {
        @Override
        Guarded retrying(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
            return Guarded.blocking(() -> {
                try {
                    return breaker.call(behind);
                } catch (CallNotPermittedException again) {
                    return breaker.call(behind);
                }
            });
        }
    },
    SETTLES_WITHOUT_A_REASON("shouldSayInARejectionWhatFailedLast") {
        @Override
        Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
            Permit permit = breaker.acquire();
            try {
                return settled(permit, behind.call());
            } catch (IOException failed) {
                permit.failure();
                throw failed;
            } catch (Throwable thrown) {
                permit.threw(thrown);
                throw thrown;
            }
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

    Guarded failingAtItsEnd(CircuitBreaker breaker) {
        return GuardedCallContractTest.failingUnit(breaker);
    }

    Guarded failingByItself(CircuitBreaker breaker) {
        return GuardedCallContractTest.refused(breaker);
    }

    Guarded retrying(CircuitBreaker breaker, ScriptedOperation<Object> behind) {
        return guard(breaker, behind);
    }

    /** One that breaks nothing here breaks one of the other methods. */
    Object call(CircuitBreaker breaker, ScriptedOperation<Object> behind) throws Exception {
        return breaker.call(behind);
    }

    private static Object settled(Permit permit, Object result) {
        permit.returned(result);
        return result;
    }
}
