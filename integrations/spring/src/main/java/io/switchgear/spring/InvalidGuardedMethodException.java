// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring;

import java.lang.reflect.Method;

/**
 * Thrown when a bean is created whose annotation {@link CircuitBreaker} cannot do what it says, so that the application
 * does not start with a breaker that guards nothing. Immutable.
 *
 * @since 0.1
 */
public final class InvalidGuardedMethodException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** The annotated method, with its class and the types of its parameters. */
    private final String method;

    /** The mistake. */
    private final String problem;

    /** The way out. */
    private final String action;

    InvalidGuardedMethodException(Method method, String problem, String action) {
        super("@CircuitBreaker on " + describe(method) + ": " + problem + ". " + action);
        this.method = describe(method);
        this.problem = problem;
        this.action = action;
    }

    /** {@return the annotated method, such as {@code com.acme.Prices.price(String)}} */
    public String method() {
        return method;
    }

    /** {@return the mistake, without a full stop} */
    public String problem() {
        return problem;
    }

    /** {@return the way to correct it, one or more sentences} */
    public String action() {
        return action;
    }

    private static String describe(Method method) {
        StringBuilder text = new StringBuilder()
                .append(method.getDeclaringClass().getName())
                .append('.')
                .append(method.getName())
                .append('(');
        String separator = "";
        for (Class<?> parameter : method.getParameterTypes()) {
            text.append(separator).append(parameter.getSimpleName());
            separator = ", ";
        }
        return text.append(')').toString();
    }
}
