package com.sexyresume.app.history;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which key is missing and where it belongs, instead of a stack trace. */
final class KeysMisconfiguredAnalyzer extends AbstractFailureAnalyzer<KeysMisconfigured> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, KeysMisconfigured cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
