package com.sexyresume.app.history;

import com.sexyresume.command.AggregateShell;
import com.sexyresume.command.OwnersAlone;
import com.sexyresume.eventstore.DurableStates;
import com.sexyresume.eventstore.PipelinedRepository;
import com.sexyresume.eventstore.PostgresEventStore;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.modelling.command.Repository;
import org.axonframework.spring.stereotype.Aggregate;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Gives every aggregate a {@link PipelinedRepository}, under the name by which Axon looks for one,
 * {@code <aggregate>Repository}, before it makes one of its own.
 */
final class PipelinedRepositories implements BeanDefinitionRegistryPostProcessor {

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        for (String name : registry.getBeanDefinitionNames()) {
            if (registry.getBeanDefinition(name) instanceof AnnotatedBeanDefinition definition
                    && definition.getMetadata().hasAnnotation(Aggregate.class.getName())) {
                Class<?> type = ClassUtils.resolveClassName(
                        definition.getMetadata().getClassName(), ClassUtils.getDefaultClassLoader());
                register(registry, type.asSubclass(AggregateShell.class));
            }
        }
    }

    private static <T extends AggregateShell<?>> void register(BeanDefinitionRegistry registry, Class<T> type) {
        BeanFactory beans = (BeanFactory) registry;
        RootBeanDefinition repository = new RootBeanDefinition();
        repository.setTargetType(ResolvableType.forClassWithGenerics(Repository.class, type));
        repository.setInstanceSupplier(() -> repository(beans, type));
        repository.setLazyInit(true);
        registry.registerBeanDefinition(StringUtils.uncapitalize(type.getSimpleName()) + "Repository", repository);
    }

    private static <T extends AggregateShell<?>> PipelinedRepository<T> repository(BeanFactory beans, Class<T> type) {
        PipelinedRepository.Builder<T> repository = PipelinedRepository.of(
                        type,
                        shell -> type.cast(shell.copy()),
                        beans.getBean(PostgresEventStore.class),
                        beans.getBean(DurableStates.class))
                .depth(beans.getBean(HistoryProperties.class).pipelinedCommands());
        String snapshots = type.getAnnotation(Aggregate.class).snapshotTriggerDefinition();
        if (!snapshots.isEmpty()) {
            repository.snapshots(beans.getBean(snapshots, SnapshotTriggerDefinition.class));
        }
        if (OwnersAlone.class.isAssignableFrom(type)) {
            repository.ownersAlone();
        }
        return repository.build();
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {}
}
