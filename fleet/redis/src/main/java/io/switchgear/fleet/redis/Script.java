// SPDX-License-Identifier: Apache-2.0
package io.switchgear.fleet.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The script of all operations, which the server keeps after the first time. */
final class Script {
    private static final String FILE = "fleet.lua";

    private final String text = load();

    private static String load() {
        try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException("cannot read " + FILE + " in the jar", broken);
        }
    }

    CompletionStage<List<Object>> run(
            StatefulRedisConnection<String, String> connection, String[] keys, String... arguments) {
        var commands = connection.async();
        CompletionStage<List<Object>> known =
                commands.evalsha(commands.digest(text), ScriptOutputType.MULTI, keys, arguments);
        return known.handle((answer, thrown) -> {
                    if (thrown == null) {
                        return CompletableFuture.completedFuture(answer);
                    }
                    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                    if (cause instanceof RedisNoScriptException) {
                        return commands.<List<Object>>eval(text, ScriptOutputType.MULTI, keys, arguments)
                                .toCompletableFuture();
                    }
                    return CompletableFuture.<List<Object>>failedFuture(thrown);
                })
                .thenCompose(answer -> answer);
    }
}
