package com.sexyresume.app.web.problems;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the pages of {@code docs/problems}, to which the type of every problem leads: as Markdown, or as plain text to
 * a browser, which would only offer to download the former.
 */
@RestController
@Hidden
public class ProblemPages {

    private static final MediaType MARKDOWN = new MediaType("text", "markdown", StandardCharsets.UTF_8);
    private static final MediaType PLAIN = new MediaType("text", "plain", StandardCharsets.UTF_8);

    @GetMapping("/problems/{code:[a-z0-9-]{1,64}}")
    ResponseEntity<byte[]> page(@PathVariable String code, HttpServletRequest request) throws IOException {
        ClassPathResource page = new ClassPathResource("problems/" + code + ".md");
        if (!page.exists()) {
            throw ProblemType.NOT_FOUND.exception();
        }
        List<MediaType> accepted = MediaType.parseMediaTypes(request.getHeader(HttpHeaders.ACCEPT));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .contentType(accepted.contains(MediaType.TEXT_HTML) ? PLAIN : MARKDOWN)
                .body(page.getContentAsByteArray());
    }
}
