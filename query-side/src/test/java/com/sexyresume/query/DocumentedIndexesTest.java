package com.sexyresume.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The indexes that the document names (I01–I08), on the columns that it names, whatever follows them. */
class DocumentedIndexesTest {

    @Test
    void theDocumentsIndexesOfUsersResumesAndExportsAreThere() {
        try (QueryDatabase database = QueryDatabase.whole()) {
            String indexes = String.join(
                    "\n",
                    database.superuser()
                            .sql("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'")
                            .query(String.class)
                            .list());

            assertThat(indexes)
                    .contains("ON public.users USING btree (lower(email)")
                    .contains("ON public.users USING btree (created_at DESC")
                    .contains("ON public.resumes USING btree (user_id")
                    .contains("ON public.resumes USING btree (updated_at DESC")
                    .contains("ON public.resumes USING btree (template")
                    .contains("ON public.exports USING btree (user_id")
                    .contains("ON public.exports USING btree (expires_at")
                    .contains("ON public.exports USING btree (created_at DESC")
                    .contains("ON public.exports USING btree (resume_id");
        }
    }
}
