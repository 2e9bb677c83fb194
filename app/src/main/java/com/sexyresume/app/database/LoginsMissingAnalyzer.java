package com.sexyresume.app.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** A start that fails for want of a login says which one, and what to do, in place of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class LoginsMissingAnalyzer extends AbstractFailureAnalyzer<LoginsMissing> {

    @Override
    protected FailureAnalysis analyze(Throwable start, LoginsMissing missing) {
        String message = missing.getMessage();
        return new FailureAnalysis(message == null ? missing.toString() : message, missing.action(), missing);
    }
}
