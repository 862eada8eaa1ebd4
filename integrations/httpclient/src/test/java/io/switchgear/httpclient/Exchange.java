// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.ExecutionException;

/** The ways of sending a request and waiting for its response, so that tests run through all of them. */
enum Exchange {
    SEND {
        @Override
        <T> HttpResponse<T> by(HttpClient client, HttpRequest request, BodyHandler<T> handler) throws Exception {
            return client.send(request, handler);
        }
    },
    SEND_ASYNC {
        @Override
        <T> HttpResponse<T> by(HttpClient client, HttpRequest request, BodyHandler<T> handler) throws Exception {
            try {
                return client.sendAsync(request, handler).get();
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof Exception cause ? cause : failed;
            }
        }
    },
    SEND_ASYNC_WITH_PUSH {
        @Override
        <T> HttpResponse<T> by(HttpClient client, HttpRequest request, BodyHandler<T> handler) throws Exception {
            try {
                return client.sendAsync(request, handler, null).get();
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof Exception cause ? cause : failed;
            }
        }
    };

    abstract <T> HttpResponse<T> by(HttpClient client, HttpRequest request, BodyHandler<T> handler) throws Exception;
}
