// SPDX-License-Identifier: Apache-2.0
package io.switchgear.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.switchgear.benchmarks.run.Sample;
import java.io.File;
import java.io.IOException;

/** Writes all measurements, unrounded, as JSON. Stateless. */
public final class RawResults {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private RawResults() {}

    public static void write(File file, Conditions conditions, Measured measured) throws IOException {
        JSON.writeValue(file, tree(conditions, measured));
    }

    static ObjectNode tree(Conditions conditions, Measured measured) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("conditions")
                .put("date", conditions.date().toString())
                .put("jdk", conditions.jdk())
                .put("machine", conditions.machine())
                .put("collector", conditions.collector())
                .put("load", conditions.load())
                .put("commit", conditions.commit())
                .put("command", conditions.command());
        ArrayNode samples = root.putArray("samples");
        measured.results().samples().forEach(sample -> add(samples.addObject(), sample));
        ObjectNode memory = root.putObject("memory");
        measured.memory().forEach((footprint, bytes) -> memory.put(footprint.name(), bytes));
        return root;
    }

    private static void add(ObjectNode node, Sample sample) {
        node.put("benchmark", sample.of().path().getName())
                .put("contender", sample.of().contender().name())
                .put("threads", sample.of().threads())
                .put("round", sample.round());
        ObjectNode settings = node.putObject("settings");
        sample.of().settings().forEach(settings::put);
        ArrayNode iterations = node.putArray("iterations");
        sample.iterations()
                .forEach(iteration -> iterations
                        .addObject()
                        .put("wallNanos", iteration.wallNanos())
                        .put("cpuNanos", iteration.cpuNanos())
                        .put("bytes", iteration.bytes()));
    }
}
