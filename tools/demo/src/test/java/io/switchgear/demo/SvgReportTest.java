// SPDX-License-Identifier: Apache-2.0
package io.switchgear.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.State;
import io.switchgear.demo.service.ServiceMode;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgReportTest {
    private final StringWriter printed = new StringWriter();

    @Test
    void shouldDrawABarForEachSecondAndClientAndAStretchForEachState() throws Exception {
        Element picture = picture(
                second(1, ServiceMode.HEALTHY, figures(10, 0, 0, 0), State.CLOSED, figures(10, 0, 0, 0)),
                second(2, ServiceMode.HANGING, figures(0, 2, 0, 8), State.OPEN, figures(0, 0, 10, 0)),
                second(3, ServiceMode.HANGING, figures(0, 2, 0, 18), State.OPEN, figures(0, 0, 10, 0)));

        assertThat(count(picture, "ok"))
                .as("answered, two clients, and the legend")
                .isEqualTo(3);
        assertThat(count(picture, "failed")).isEqualTo(3);
        assertThat(count(picture, "waiting")).isEqualTo(3);
        assertThat(count(picture, "rejected")).isEqualTo(3);
        assertThat(count(picture, "sick")).as("one stretch").isEqualTo(1);
        assertThat(count(picture, "OPEN")).as("one stretch, and the legend").isEqualTo(2);
        assertThat(printed.toString()).contains("hangs", "4 s lost waiting", "0 s lost waiting");
    }

    @Test
    void shouldDrawTheHighestBarOverTheWholeChart() throws Exception {
        Element picture =
                picture(second(1, ServiceMode.HEALTHY, figures(10, 0, 0, 0), State.CLOSED, figures(5, 0, 0, 0)));

        assertThat(rectangles(picture))
                .extracting(rectangle -> rectangle.getAttribute("height"))
                .contains("70.0", "35.0");
    }

    private Element picture(Second... seconds) throws Exception {
        SvgReport report = new SvgReport(new PrintWriter(printed), Scenarios.find("http", new ArrayList<>()));
        for (Second second : seconds) {
            report.second(second);
        }
        report.summary(null);
        Document parsed = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(printed.toString().getBytes(StandardCharsets.UTF_8)));
        return parsed.getDocumentElement();
    }

    private static long count(Element picture, String style) {
        return rectangles(picture)
                .filter(rectangle -> rectangle.getAttribute("class").equals(style))
                .count();
    }

    private static Stream<Element> rectangles(Element picture) {
        NodeList all = picture.getElementsByTagName("rect");
        return IntStream.range(0, all.getLength()).mapToObj(i -> (Element) all.item(i));
    }

    private static Second second(int number, ServiceMode service, Figures without, State state, Figures with) {
        return new Second(
                number,
                Optional.of(service),
                Optional.of(without),
                state,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                with);
    }

    private static Figures figures(long ok, long failed, long rejected, long waiting) {
        return new Figures(
                ok,
                failed,
                rejected,
                waiting,
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(failed),
                Map.of());
    }
}
