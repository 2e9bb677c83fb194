package com.sexyresume.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** A start without a password that it needs says which one. */
class LoginsMissingTest {

    @Test
    void aPasswordThatIsNotConfiguredIsNamed() {
        Binder configuration = new Binder(new MapConfigurationPropertySource(
                Map.of("p.migrator", "a", "p.appender", "a", "p.projector", "a", "p.query", "b", "p.audit", "c")));
        assertThatThrownBy(() -> configuration.bind("p", LoginPasswords.class))
                .hasRootCauseInstanceOf(LoginsMissing.class)
                .rootCause()
                .hasMessageContaining("passwords.admin, ")
                .hasMessageContaining("passwords.rewrap")
                .hasMessageNotContaining("passwords.query");
    }

    @Test
    void theAnalyzerIsRegistered() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, failure) -> {})))
                .hasAtLeastOneElementOfType(LoginsMissingAnalyzer.class);
    }
}
