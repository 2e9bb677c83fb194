package planted.command.alpha;

import java.time.Instant;
import org.springframework.util.StringUtils;

/** A rule that knows a framework, a clock and, through {@link AlphaShell}, another context and the other side. */
record Alpha(String text) {

    Alpha evolve() {
        return new Alpha(StringUtils.capitalize(text) + Instant.now());
    }
}
