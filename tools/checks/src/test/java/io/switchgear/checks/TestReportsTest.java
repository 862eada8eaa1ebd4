// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the tests of the other modules, which ran before this one, have reported. */
class TestReportsTest {
    private record Result(String testClass, boolean skipped) {}

    /** Tags of tests that run only when asked for, as the module's pom says: they need what a fresh clone does not have. */
    private static final Pattern LEFT_OUT =
            Pattern.compile("<switchgear\\.groups\\.left\\.out>([\\w-]+)</switchgear\\.groups\\.left\\.out>");

    /** All but the checks, which are not done yet, and those whose pom says that their tests run only when asked for. */
    static List<Path> modules() {
        return Checkout.modules().stream()
                .filter(module -> !module.endsWith("checks"))
                .filter(module -> !Checkout.read(module.resolve("pom.xml")).contains("<skipTests>true</skipTests>"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldHaveRunEveryTestClass(Path module) throws Exception {
        List<String> expected = TestClasses.of(module).stream()
                .filter(type -> !TestClasses.isAbstract(type))
                .filter(type -> !isLeftOut(type, Checkout.read(module.resolve("pom.xml"))))
                .map(JavaClass::getName)
                .toList();

        assertThat(results(module))
                .extracting(Result::testClass)
                .as("test classes of %s that ran (all do in \"mvn verify\")", Checkout.show(module))
                .isNotEmpty()
                .containsAll(expected);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void shouldHaveSkippedNoTest(Path module) throws Exception {
        assertThat(results(module))
                .filteredOn(Result::skipped)
                .as("skipped tests of %s", Checkout.show(module))
                .isEmpty();
    }

    private static boolean isLeftOut(JavaClass type, String pom) {
        Matcher tag = LEFT_OUT.matcher(pom);
        return tag.find()
                && type.tryGetAnnotationOfType(Tag.class)
                        .filter(each -> each.value().equals(tag.group(1)))
                        .isPresent();
    }

    private static List<Result> results(Path module) throws Exception {
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        List<Result> results = new ArrayList<>();
        for (Path report : Checkout.filesUnder(module.resolve("target/surefire-reports"), TestReportsTest::isReport)) {
            NodeList cases = parser.parse(report.toFile()).getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                Element test = (Element) cases.item(i);
                boolean skipped = test.getElementsByTagName("skipped").getLength() > 0;
                results.add(new Result(test.getAttribute("classname"), skipped));
            }
        }
        return results;
    }

    private static boolean isReport(Path file) {
        return file.getFileName().toString().matches("TEST-.*\\.xml");
    }
}
