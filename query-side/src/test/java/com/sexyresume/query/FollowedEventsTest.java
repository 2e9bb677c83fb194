package com.sexyresume.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sexyresume.events.UserEvent;
import com.sexyresume.events.UserId;
import com.sexyresume.projections.Projector;
import com.sexyresume.projections.Recorded;
import java.lang.reflect.Constructor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.ResolvableType;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A projector leaves alone what it does not follow, without asking the database anything. */
class FollowedEventsTest {

    /** Of no context. */
    private record Elsewhere(UserId userId) implements UserEvent {}

    @Test
    void whatNobodyFollowsIsLeftAlone() throws ReflectiveOperationException {
        List<Projector<UserEvent>> projectors = projectors();
        assertThat(projectors).hasSizeGreaterThan(5);

        Recorded<UserEvent> strange = new Recorded<>(
                1, UUID.randomUUID(), new UUID(1, 2), 0, Instant.EPOCH, new Elsewhere(new UserId(new UUID(1, 1))));
        for (Projector<UserEvent> projector : projectors) {
            assertThatCode(() -> projector.project(
                            List.of(strange), JdbcClient.create(new DriverManagerDataSource("jdbc:none:"))))
                    .as(projector.name())
                    .doesNotThrowAnyException();
        }
    }

    /** Those that follow events of several contexts. */
    @SuppressWarnings("unchecked")
    private static List<Projector<UserEvent>> projectors() throws ReflectiveOperationException {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AssignableTypeFilter(Projector.class));
        List<Projector<UserEvent>> projectors = new ArrayList<>();
        for (BeanDefinition found : scan.findCandidateComponents("com.sexyresume.query")) {
            Class<?> type = Class.forName(found.getBeanClassName());
            if (UserEvent.class.equals(ResolvableType.forClass(type)
                    .as(Projector.class)
                    .getGeneric()
                    .resolve())) {
                for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                    if (constructor.getParameterCount() == 0) {
                        constructor.setAccessible(true);
                        projectors.add((Projector<UserEvent>) constructor.newInstance());
                    }
                }
            }
        }
        return projectors;
    }
}
