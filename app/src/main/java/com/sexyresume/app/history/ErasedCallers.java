package com.sexyresume.app.history;

import com.sexyresume.deciding.AlsoWhenErased;
import com.sexyresume.eventstore.history.HistoryUnreachable;
import com.sexyresume.eventstore.history.SubjectErased;
import com.sexyresume.eventstore.keys.PostgresSubjectKeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers whoever was erased that they were, whatever they ask: their tokens are valid until they expire. It asks the
 * memory of this process, once in a while the database; for the moment in which it has not heard yet, the append has
 * the last word, and the rows are gone.
 */
@Component
final class ErasedCallers implements HandlerInterceptor, WebMvcConfigurer {

    private final PostgresSubjectKeys keys;

    ErasedCallers(PostgresSubjectKeys keys) {
        this.keys = keys;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null
                && authentication.getPrincipal() instanceof Jwt token
                && !(handler instanceof HandlerMethod method && method.hasMethodAnnotation(AlsoWhenErased.class))) {
            UUID caller = UUID.fromString(token.getSubject());
            if (isErased(caller)) {
                throw new SubjectErased(caller);
            }
        }
        return true;
    }

    /** Whoever needs the database says so themselves; what does not need it is answered. */
    private boolean isErased(UUID caller) {
        try {
            return keys.isErased(caller);
        } catch (HistoryUnreachable away) {
            return false;
        }
    }
}
