// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A builder whose clients are guarded. It passes every setting on to the builder behind it, through the methods that
 * builders have in the present JDK. Not thread-safe, as builders are.
 */
final class GuardedBuilder implements InvocationHandler {
    private final HttpClient.Builder behind;
    private final Function<? super HttpClient, ? extends HttpClient> guard;

    private GuardedBuilder(HttpClient.Builder behind, Function<? super HttpClient, ? extends HttpClient> guard) {
        this.behind = behind;
        this.guard = guard;
    }

    static HttpClient.Builder of(HttpClient.Builder behind, Function<? super HttpClient, ? extends HttpClient> guard) {
        return (HttpClient.Builder) Proxy.newProxyInstance(
                HttpClient.Builder.class.getClassLoader(),
                new Class<?>[] {HttpClient.Builder.class},
                new GuardedBuilder(behind, Objects.requireNonNull(guard, "guard")));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Builders have no other equality.
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("equals")) {
            return proxy == Objects.requireNonNull(arguments)[0];
        }
        Object result;
        try {
            result = method.invoke(behind, arguments);
        } catch (InvocationTargetException thrown) {
            throw Objects.requireNonNull(thrown.getCause());
        }
        if (method.getName().equals("build")) {
            return Objects.requireNonNull(
                    guard.apply((HttpClient) result), "the guard of the builder returned null instead of a client");
        }
        return result == behind ? proxy : result;
    }
}
