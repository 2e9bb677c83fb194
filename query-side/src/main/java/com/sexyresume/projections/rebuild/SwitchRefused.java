package com.sexyresume.projections.rebuild;

import java.util.List;

/** A rebuild's switch is rolled back, because of what was found after it. */
public final class SwitchRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_FINDINGS = 20;

    private final String code;
    private final transient List<String> findings;

    /**
     * @param code a fixed one, which becomes the rebuild's {@code failure}
     * @param findings what was found, without personal data; the first {@value #MAX_FINDINGS} are kept
     */
    public SwitchRefused(String code, List<String> findings) {
        super(code, null, false, false);
        this.code = code;
        this.findings = List.copyOf(findings.subList(0, Math.min(MAX_FINDINGS, findings.size())));
    }

    String code() {
        return code;
    }

    List<String> findings() {
        return findings;
    }
}
