package com.sexyresume.webtest;

import com.sexyresume.app.web.requests.FingerprintKey;
import com.sexyresume.reading.MissedOperations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The HTTP edge without a database. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan({"com.sexyresume.app.web", "com.sexyresume.app.identity"})
@Import(ProbeController.class)
public class WebTestApplication {

    @Bean
    FingerprintKey fingerprintKey() {
        SecretKey key = new SecretKeySpec("a key for tests alone".getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
        return () -> key;
    }

    @Bean
    MissedOperations missedOperations() {
        return (caller, type, stream, version) -> List.of(Map.of("op", "replace", "path", "/title", "after", version));
    }
}
