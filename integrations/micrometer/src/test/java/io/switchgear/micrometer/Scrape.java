// SPDX-License-Identifier: Apache-2.0
package io.switchgear.micrometer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Prometheus reads: the text of one scrape, taken apart. */
record Scrape(List<Sample> samples, Map<String, String> types) {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");

    /** One line. */
    record Sample(String metric, Map<String, String> labels, double value) {}

    static Scrape parse(String text) {
        List<Sample> samples = new ArrayList<>();
        Map<String, String> types = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (!line.startsWith("# HELP ")) {
                if (!sample.matches()) {
                    throw new AssertionError("not a sample: " + line);
                }
                samples.add(new Sample(
                        sample.group(1), labels(sample.group(2)), Double.parseDouble(number(sample.group(3)))));
            }
        }
        return new Scrape(samples, types);
    }

    private static String number(String text) {
        return text.replace("+Inf", "Infinity").replace("-Inf", "-Infinity");
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text == null ? "" : text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    Set<String> metrics() {
        Set<String> metrics = new TreeSet<>();
        samples.forEach(sample -> metrics.add(sample.metric));
        return metrics;
    }

    /** The values that a label of a metric has; none if it has no such label. */
    Set<String> values(String metric, String label) {
        Set<String> values = new TreeSet<>();
        of(metric)
                .filter(sample -> sample.labels.containsKey(label))
                .forEach(sample -> values.add(sample.labels.get(label)));
        return values;
    }

    /** The one value with all these labels. */
    double value(String metric, String... labels) {
        List<Double> values = of(metric)
                .filter(sample -> {
                    boolean fits = true;
                    for (int i = 0; i < labels.length; i += 2) {
                        fits &= labels[i + 1].equals(sample.labels.get(labels[i]));
                    }
                    return fits;
                })
                .map(Sample::value)
                .toList();
        if (values.size() != 1) {
            throw new AssertionError(metric + List.of(labels) + " has the values " + values);
        }
        return values.get(0);
    }

    private Stream<Sample> of(String metric) {
        return samples.stream().filter(sample -> sample.metric.equals(metric));
    }
}
