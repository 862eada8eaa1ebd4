// SPDX-License-Identifier: Apache-2.0
package io.switchgear.resilience4j;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.internal.CircuitBreakerStateMachine;

/** The engines under the same interface. */
enum Engine {
    RESILIENCE4J {
        @Override
        CircuitBreaker breaker(CircuitBreakerConfig config) {
            return new CircuitBreakerStateMachine("payments", config);
        }
    },
    SWITCHGEAR {
        @Override
        CircuitBreaker breaker(CircuitBreakerConfig config) {
            return SwitchgearCircuitBreaker.of("payments", config);
        }
    };

    abstract CircuitBreaker breaker(CircuitBreakerConfig config);
}
