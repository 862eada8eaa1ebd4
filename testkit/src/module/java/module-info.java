/**
 * Time and chance in the test's hand, assertions, and the contract of an integration as tests. Start at {@link
 * io.switchgear.testkit.ManualTicker} and {@link io.switchgear.testkit.IntegrationContract}.
 */
module io.switchgear.testkit {
    requires transitive io.switchgear.core;
    requires static transitive org.assertj.core;
    requires static transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports io.switchgear.testkit;
}
