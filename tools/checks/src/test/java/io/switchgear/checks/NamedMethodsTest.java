package io.switchgear.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the text of the documentation calls by name, as {@code health()}, is there to be called. */
class NamedMethodsTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CALL = Pattern.compile("\\b([a-z]\\w+)\\(");
    /** Methods of the JDK and of Micrometer's registry. */
    private static final Set<String> OF_OTHERS = Set.of("ofSeconds", "add", "clear");

    @Test
    void shouldNameOnlyMethodsThatExist() {
        Set<String> methods = new TreeSet<>(OF_OTHERS);
        for (Path api : Checkout.filesUnder(Checkout.ROOT.resolve("api"), Path::isAbsolute)) {
            CALL.matcher(Checkout.read(api)).results().forEach(method -> methods.add(method.group(1)));
        }
        List<String> unknown = new ArrayList<>();
        int calls = 0;
        for (Path document : documents().toList()) {
            for (String line : new Markdown(document).prose()) {
                for (String code : found(CODE, line)) {
                    for (String method : found(CALL, code)) {
                        calls++;
                        if (!methods.contains(method)) {
                            unknown.add(Checkout.show(document) + ": " + code);
                        }
                    }
                }
            }
        }
        assertThat(calls).as("methods named").isGreaterThan(30);
        assertThat(unknown).as("what no file in api/ has").isEmpty();
    }

    /** Those that name our methods only, which recipes do not. */
    private static Stream<Path> documents() {
        return Checkout.markdownFiles().stream()
                .filter(file ->
                        Checkout.show(file).matches("README\\.md|docs/(coming-from|monitoring)\\.md|docs/guide/[^/]+"));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
