package com.sexyresume.app.identity;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong and what to do, instead of a stack trace. */
final class IdentityMisconfiguredAnalyzer extends AbstractFailureAnalyzer<IdentityMisconfigured> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, IdentityMisconfigured cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
