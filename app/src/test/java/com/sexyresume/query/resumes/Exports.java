package com.sexyresume.query.resumes;

import com.sexyresume.rendering.JsonResumeExport;

/** The JSON Resume document that a résumé's data is exported as, for tests that see both sides. */
public final class Exports {

    private Exports() {}

    public static String jsonResumeOf(String data) {
        return JsonResumeExport.of(JsonValues.object(data)).toString();
    }
}
