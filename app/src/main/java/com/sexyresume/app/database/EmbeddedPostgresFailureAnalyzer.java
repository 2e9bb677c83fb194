package com.sexyresume.app.database;

import com.sexyresume.embeddedpostgres.EmbeddedPostgresFailure;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A start that fails for want of a PostgreSQL says why, and what to do, in place of a stack trace. */
final class EmbeddedPostgresFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedPostgresFailure> {

    @Override
    protected FailureAnalysis analyze(Throwable start, EmbeddedPostgresFailure failure) {
        String message = failure.getMessage();
        return new FailureAnalysis(message == null ? failure.toString() : message, null, failure);
    }
}
