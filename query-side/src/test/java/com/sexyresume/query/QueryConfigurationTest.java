package com.sexyresume.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sexyresume.projections.NotesProjector;
import com.sexyresume.projections.Projections;
import com.sexyresume.projections.ProjectionsTest;
import com.sexyresume.projections.rebuild.ProgressStreams;
import com.sexyresume.projections.rebuild.ProjectionsController;
import com.sexyresume.reading.Reader;
import com.sexyresume.reading.ReadsFrom;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import tools.jackson.databind.json.JsonMapper;

/** The beans as the application gets them: a projector and a controller need to say nothing but what they are. */
class QueryConfigurationTest {

    private static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-00000000a11c");

    private QueryDatabase database;
    private TestHistory history;
    private final NotesProjector projector = new NotesProjector();

    @BeforeEach
    void migrate() {
        database = QueryDatabase.fresh();
        database.asOwner(NotesProjector.TABLES);
        history = new TestHistory(database);
    }

    @AfterEach
    void close() {
        history.close();
        database.close();
    }

    @RestController
    @ReadsFrom(NotesProjector.NAME)
    static class Notes {

        private final Reader reader;

        Notes(Reader reader) {
            this.reader = reader;
        }

        @GetMapping("/notes")
        public long count() {
            return reader.read(rows ->
                    rows.sql("SELECT count(*) FROM notes").query(Long.class).single());
        }
    }

    @RestController
    static class Misspelt {

        @GetMapping("/misspelt")
        @ReadsFrom("test-notse")
        public String read() {
            return "";
        }
    }

    @EnableWebMvc
    static class Web {}

    @Test
    void whatIsWrittenIsReadAtItsPosition() throws Exception {
        try (GenericWebApplicationContext context = context(Notes.class)) {
            MockMvc http = MockMvcBuilders.webAppContextSetup(context).build();
            for (int written = 1; written <= 20; written++) {
                long position = history.append("credits", ALICE, ProjectionsTest.awarded(ALICE));
                assertThat(get(http, position)).isEqualTo(Integer.toString(written));
            }
            assertThat(context.getBean(Projections.class).failing()).isEmpty();
        }
    }

    @Test
    void whatIsProjectedBeforeTheEndStaysAndTheRestIsProjectedAfterTheNextStart() throws Exception {
        try (GenericWebApplicationContext context = context(Notes.class)) {
            history.append("credits", ALICE, ProjectionsTest.awarded(ALICE));
            await().atMost(Duration.ofSeconds(20)).until(() -> !projector.batches.isEmpty());
            assertThat(context.isRunning()).isTrue();
        }
        long position = history.append("credits", ALICE, ProjectionsTest.awarded(ALICE));
        try (GenericWebApplicationContext context = context(Notes.class)) {
            assertThat(get(MockMvcBuilders.webAppContextSetup(context).build(), position))
                    .isEqualTo("2");
        }
    }

    @Test
    void aControllerThatReadsFromAProjectionThatDoesNotExistEndsTheStart() {
        assertThatThrownBy(() -> context(Misspelt.class)).hasMessageContaining("test-notse, which is no projection");
    }

    private GenericWebApplicationContext context(Class<?> controller) {
        GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
        // Instances that outlive the context.
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        beans.registerSingleton("queryPool", database.pool("query_login", 2));
        beans.registerSingleton("adminPool", database.pool("admin_login", 1));
        beans.registerSingleton("auditPool", database.pool("audit_login", 1));
        beans.registerSingleton("projectorPool", database.pool("projector", 4));
        beans.registerSingleton("eventStore", history.store());
        beans.registerSingleton("bulkHistory", history.bulk());
        beans.registerSingleton("storageEngine", history.engine());
        beans.registerSingleton("json", JsonMapper.shared());
        beans.registerSingleton("projector", projector);
        new AnnotatedBeanDefinitionReader(context)
                .register(
                        Web.class,
                        QueryConfiguration.class,
                        ProgressStreams.class,
                        ProjectionsController.class,
                        controller);
        try {
            context.refresh();
        } catch (RuntimeException failed) {
            context.close();
            throw failed;
        }
        return context;
    }

    private static String get(MockMvc http, long minPosition) {
        return QueryDatabase.as(ALICE, () -> {
            try {
                return http.perform(MockMvcRequestBuilders.get("/notes").header("Min-Position", minPosition))
                        .andReturn()
                        .getResponse()
                        .getContentAsString();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
    }
}
