// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import io.switchgear.support.Causes;
import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes exceptions of the JDK's client that are not about the server: some represent the server's answers, and some
 * come from the caller's own side. The client has no types for them; they are recognized by the place in the client that
 * created them, or by their message. Pure.
 */
final class ClientExceptions {
    static final int NO_ANSWER = 0;

    private static final int OK = 200;
    private static final int FOUND = 302;
    private static final int UNAUTHORIZED = 401;
    private static final int FIRST_SERVER_ERROR = 500;

    private static final String CLIENT = "jdk.internal.net.http.";
    private static final Pattern TUNNEL = Pattern.compile("Tunnel failed, got: (\\d{3})");
    private static final Pattern STATUS = Pattern.compile("response code (\\d{3})");

    private ClientExceptions() {}

    /**
     * Whether the caller's own side ended the call: an executor that refuses work, no free port or file, more concurrent
     * requests than a connection allows, or a cookie handler or proxy selector that threw.
     */
    static boolean areOwnSide(Throwable thrown) {
        Throwable root = thrown;
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < Causes.DEEPEST; depth++, each = each.getCause()) {
            if (each instanceof RejectedExecutionException || each instanceof BindException) {
                return true;
            }
            root = each;
        }
        String message = String.valueOf(root.getMessage());
        return message.equals("too many concurrent streams")
                || message.endsWith("Too many open files")
                || isFrom(root, "MultiExchange", "requestFilters")
                || isFrom(root, "HttpRequestImpl", "retrieveProxy");
    }

    /**
     * The status of the answer that the client turned into this exception, as far as it is known: the answer to a login, a
     * redirect, or the request for a tunnel.
     */
    static int statusOfAnswer(Throwable thrown) {
        Throwable root = root(thrown);
        String message = String.valueOf(root.getMessage());
        Matcher tunnel = TUNNEL.matcher(message);
        if (tunnel.matches()) {
            int status = Integer.parseInt(tunnel.group(1));
            return status < FIRST_SERVER_ERROR ? status : NO_ANSWER;
        }
        if (message.equals("Too many retries")) { // without a failure, which would be its cause
            return FOUND;
        }
        if (!isFrom(root, "MultiExchange", "responseFilters")) {
            return NO_ANSWER;
        }
        Matcher status = STATUS.matcher(message);
        if (status.find()) {
            return Integer.parseInt(status.group(1));
        }
        return isFrom(root, "AuthenticationFilter", null)
                ? UNAUTHORIZED
                : isFrom(root, "RedirectFilter", null) ? FOUND : OK;
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; root.getCause() != null && depth < Causes.DEEPEST; depth++) {
            root = root.getCause();
        }
        return root;
    }

    /**
     * Whether the exception was created in a method of the client. Not used for exceptions of broken connections, because
     * the check is slow.
     */
    private static boolean isFrom(Throwable root, String type, @Nullable String method) {
        if (root instanceof IOException && root.getClass() != IOException.class) {
            return false;
        }
        for (StackTraceElement frame : root.getStackTrace()) {
            if (frame.getClassName().equals(CLIENT + type)
                    && (method == null || frame.getMethodName().equals(method))) {
                return true;
            }
        }
        return false;
    }
}
