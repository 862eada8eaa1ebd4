// SPDX-License-Identifier: Apache-2.0
package io.switchgear.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.config.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** Editors offer exactly the settings that exist. */
class MetadataTest {
    private static final String DEFAULTS = "switchgear.defaults.";

    @Test
    void shouldDescribeEachSetting() throws IOException {
        List<Map<?, ?>> properties = properties();

        assertThat(properties)
                .extracting(property -> (String) property.get("name"))
                .filteredOn(name -> name.startsWith(DEFAULTS))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Setting.values())
                        .map(setting -> DEFAULTS + setting.key())
                        .toList());
        assertThat(properties)
                .extracting(property -> (String) property.get("name"))
                .filteredOn(name -> name.startsWith("switchgear.") && !name.startsWith(DEFAULTS))
                .containsExactlyInAnyOrder(
                        "switchgear.breakers",
                        "switchgear.configs",
                        "switchgear.datasource.enabled",
                        "switchgear.events.enabled",
                        "switchgear.health.critical",
                        "switchgear.http.enabled");
    }

    @Test
    void shouldDescribeThemInTheWordsOfTheSchema() throws IOException {
        for (Map<?, ?> property : properties()) {
            for (Setting setting : Setting.values()) {
                if (property.get("name").equals(DEFAULTS + setting.key())) {
                    assertThat(plain((String) property.get("description"))).isEqualTo(plain(setting.description()));
                }
            }
        }
    }

    private static String plain(String description) {
        return description.replaceAll("[{}`]|@code |\\.$", "").toLowerCase(Locale.ROOT);
    }

    private static List<Map<?, ?>> properties() throws IOException {
        String file = "META-INF/spring-configuration-metadata.json";
        for (var url :
                Collections.list(SwitchgearProperties.class.getClassLoader().getResources(file))) {
            try (InputStream in = url.openStream()) {
                String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (json.contains(SwitchgearProperties.class.getName())) {
                    List<?> all = (List<?>) Objects.requireNonNull(
                            JsonParserFactory.getJsonParser().parseMap(json).get("properties"));
                    return all.stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
                }
            }
        }
        throw new AssertionError("no metadata of the starter");
    }
}
