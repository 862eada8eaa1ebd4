package io.switchgear;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The ways in by key. */
enum KeyedWayIn {
    CALL {
        @Override
        Object through(KeyedCircuitBreaker<String> keyed, String key, Call<Object, Exception> operation)
                throws Exception {
            return keyed.call(key, operation);
        }
    },
    CALL_WITH_FALLBACK {
        @Override
        Object through(KeyedCircuitBreaker<String> keyed, String key, Call<Object, Exception> operation)
                throws Exception {
            return keyed.call(key, operation, rejection -> {
                throw rejection;
            });
        }
    },
    RUN {
        @Override
        Object through(KeyedCircuitBreaker<String> keyed, String key, Call<Object, Exception> operation)
                throws Exception {
            List<Object> result = new ArrayList<>();
            keyed.run(key, () -> result.add(operation.call()));
            return result.get(0);
        }
    },
    ATTEMPT {
        @Override
        Object through(KeyedCircuitBreaker<String> keyed, String key, Call<Object, Exception> operation)
                throws Exception {
            return keyed.attempt(key, operation).getOrThrow();
        }
    },
    CALL_ASYNC {
        @Override
        Object through(KeyedCircuitBreaker<String> keyed, String key, Call<Object, Exception> operation)
                throws Exception {
            Throwable[] thrown = {null};
            CompletableFuture<Object> future =
                    keyed.callAsync(key, () -> CompletableFuture.completedFuture(operation.call()));
            Object result = future.handle((value, problem) -> {
                        thrown[0] = problem;
                        return value;
                    })
                    .join();
            if (thrown[0] instanceof Exception exception) {
                throw exception;
            }
            return result;
        }
    },
    ACQUIRE {
        @Override
        Object through(KeyedCircuitBreaker<String> keyed, String key, Call<Object, Exception> operation)
                throws Exception {
            return settling(keyed.acquire(key), operation);
        }
    },
    TRY_ACQUIRE {
        @Override
        Object through(KeyedCircuitBreaker<String> keyed, String key, Call<Object, Exception> operation)
                throws Exception {
            Permit permit = keyed.tryAcquire(key).orElse(null);
            return permit == null ? keyed.call(key, operation) : settling(permit, operation);
        }
    };

    abstract Object through(KeyedCircuitBreaker<String> keyed, String key, Call<Object, Exception> operation)
            throws Exception;

    private static Object settling(Permit permit, Call<Object, Exception> operation) throws Exception {
        try {
            Object result = operation.call();
            permit.returned(result);
            return result;
        } catch (Exception thrown) {
            permit.threw(thrown);
            throw thrown;
        }
    }
}
