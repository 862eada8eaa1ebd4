// SPDX-License-Identifier: Apache-2.0
package io.switchgear.httpclient;

import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of the JDK's body handlers, and how to read what it gives.
 *
 * @param name for test reports
 * @param handler makes one for a request
 * @param reading reads all of a body; throws when it breaks off
 */
record BodySample<T>(String name, Making<T> handler, Reading<T> reading) {
    interface Making<T> {
        BodyHandler<T> make(Path folder) throws Exception;
    }

    interface Reading<T> {
        Object read(T body) throws Exception;
    }

    /** Bodies that are there when they have been read. */
    static List<BodySample<?>> whole() {
        return List.of(
                sample("ofString", folder -> BodyHandlers.ofString(), body -> body),
                sample("ofByteArray", folder -> BodyHandlers.ofByteArray(), String::new),
                sample("discarding", folder -> BodyHandlers.discarding(), BodySample::none),
                sample("replacing", folder -> BodyHandlers.replacing("other"), body -> body),
                sample("ofFile", folder -> BodyHandlers.ofFile(folder.resolve("file")), Files::readString),
                sample(
                        "ofFileDownload",
                        folder -> BodyHandlers.ofFileDownload(
                                folder, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        Files::readString),
                sample(
                        "ofByteArrayConsumer",
                        folder -> BodyHandlers.ofByteArrayConsumer((Optional<byte[]> part) -> {}),
                        BodySample::none),
                sample("fromSubscriber", folder -> BodyHandlers.fromSubscriber(new Items<>()), BodySample::none),
                sample(
                        "fromLineSubscriber",
                        folder -> BodyHandlers.fromLineSubscriber(new Items<String>(), Items::count, "\n"),
                        body -> body),
                sample("buffering", folder -> BodyHandlers.buffering(BodyHandlers.ofString(), 3), body -> body),
                sample(
                        "mapping",
                        folder -> info -> BodySubscribers.mapping(
                                BodySubscribers.ofString(StandardCharsets.US_ASCII), String::length),
                        body -> body));
    }

    /** Bodies that are there before they have been read. */
    static List<BodySample<?>> streaming() {
        return List.of(
                sample("ofInputStream", folder -> BodyHandlers.ofInputStream(), BodySample::read),
                sample("ofLines", folder -> BodyHandlers.ofLines(), BodySample::read),
                sample("ofPublisher", folder -> BodyHandlers.ofPublisher(), BodySample::read),
                sample(
                        "buffering ofInputStream",
                        folder -> BodyHandlers.buffering(BodyHandlers.ofInputStream(), 3),
                        BodySample::read),
                sample(
                        "mapping ofInputStream",
                        folder -> info -> BodySubscribers.mapping(BodySubscribers.ofInputStream(), body -> body),
                        BodySample::read));
    }

    static List<BodySample<?>> all() {
        return Stream.concat(whole().stream(), streaming().stream()).toList();
    }

    private static <T> BodySample<T> sample(String name, Making<T> handler, Reading<T> reading) {
        return new BodySample<>(name, handler, reading);
    }

    private static Object none(Object body) {
        return body == null ? "no body" : body;
    }

    private static Object read(InputStream body) throws Exception {
        try (body) {
            return new String(body.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static Object read(Stream<String> body) {
        try (body) {
            return body.collect(Collectors.joining("|"));
        }
    }

    private static Object read(Flow.Publisher<List<ByteBuffer>> body) throws Exception {
        Items<List<ByteBuffer>> items = new Items<>();
        body.subscribe(items);
        return items.end.get(10, TimeUnit.SECONDS).stream()
                .flatMap(List::stream)
                .mapToInt(ByteBuffer::remaining)
                .sum();
    }

    @Override
    public String toString() {
        return name;
    }

    /** Takes all that comes. */
    private static final class Items<T> implements Flow.Subscriber<T> {
        final CompletableFuture<List<T>> end = new CompletableFuture<>();
        private final List<T> items = new ArrayList<>();

        int count() {
            return items.size();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(T item) {
            items.add(item);
        }

        @Override
        public void onError(Throwable thrown) {
            end.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            end.complete(items);
        }
    }
}
