package com.sexyresume.app.web;

import com.sexyresume.app.web.bodies.BodyGuard;
import com.sexyresume.app.web.bodies.BodyValidation;
import com.sexyresume.app.web.bodies.CommandRequests;
import com.sexyresume.app.web.bodies.JsonAsText;
import com.sexyresume.app.web.bodies.JsonBinding;
import com.sexyresume.app.web.bodies.StrictJson;
import com.sexyresume.app.web.limits.Bulkhead;
import com.sexyresume.app.web.limits.BulkheadProperties;
import com.sexyresume.app.web.limits.PacedHttp;
import com.sexyresume.app.web.limits.RateLimitProperties;
import com.sexyresume.app.web.limits.RateLimits;
import com.sexyresume.app.web.openapi.AnyRepresentation;
import com.sexyresume.app.web.openapi.ApiDescription;
import com.sexyresume.app.web.problems.ConnectorErrors;
import com.sexyresume.app.web.problems.ErrorPage;
import com.sexyresume.app.web.problems.ProblemMapping;
import com.sexyresume.app.web.problems.ProblemPages;
import com.sexyresume.app.web.problems.ProblemResolver;
import com.sexyresume.app.web.problems.ProblemWriter;
import com.sexyresume.app.web.problems.Problems;
import com.sexyresume.app.web.requests.AccessLog;
import com.sexyresume.app.web.requests.CanonicalUuid;
import com.sexyresume.app.web.requests.FingerprintKey;
import com.sexyresume.app.web.requests.TimeText;
import com.sexyresume.app.web.requests.WebProperties;
import com.sexyresume.reading.MissedOperations;
import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.util.NetMaskSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties.ForwardHeadersStrategy;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.ResourceRegionHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts the HTTP edge together. It needs a {@link FingerprintKey}; it uses every {@link ProblemMapping}, and
 * {@link MissedOperations}. Its settings are in {@code web.yaml}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WebProperties.class, RateLimitProperties.class, BulkheadProperties.class})
@Import({
    AnyRepresentation.class,
    ApiDescription.class,
    BodyValidation.class,
    CanonicalUuid.OfParameters.class,
    ErrorPage.class,
    ProblemPages.class
})
public class WebConfiguration {

    @Bean
    JsonMapperBuilderCustomizer jsonBinding() {
        return new JsonBinding();
    }

    /**
     * Text, bytes, resources and JSON are read and written, and nothing else: a converter that merely is on the class
     * path, such as the one for YAML, would take bodies that no guard has seen.
     */
    @Bean
    ServerHttpMessageConvertersCustomizer jsonAlone(JsonMapper json) {
        List<Class<?>> kept = List.of(
                ByteArrayHttpMessageConverter.class,
                StringHttpMessageConverter.class,
                ResourceHttpMessageConverter.class,
                ResourceRegionHttpMessageConverter.class,
                JacksonJsonHttpMessageConverter.class);
        return converters -> converters.configureMessageConvertersList(list -> {
            list.removeIf((HttpMessageConverter<?> converter) -> !kept.contains(converter.getClass()));
            list.add(new JsonAsText(json));
        });
    }

    @Bean
    Problems problems(ObjectProvider<ProblemMapping> mappings, ObjectProvider<MissedOperations> missedOperations) {
        return new Problems(
                mappings.orderedStream().toList(),
                missedOperations.orderedStream().toList());
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    ProblemResolver problemResolver(Problems problems, ProblemWriter writer) {
        return new ProblemResolver(problems, writer);
    }

    @Bean
    FilterRegistrationBean<EdgeFilter> edgeFilter(WebProperties properties, Problems problems, ProblemWriter writer) {
        FilterRegistrationBean<EdgeFilter> filter = new FilterRegistrationBean<>(new EdgeFilter(
                properties,
                problems,
                writer,
                new AccessLog(properties.accessLog().addresses())));
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    WebMvcRegistrations bulkhead(BulkheadProperties limits) {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new Bulkhead(limits);
            }
        };
    }

    @Bean
    WebMvcConfigurer edgeConfigurer(
            WebProperties properties, RateLimitProperties rateLimits, FingerprintKey fingerprintKey) {
        BodyGuard guard = new BodyGuard(new StrictJson(properties.body()));
        CommandRequests commandRequests = new CommandRequests(fingerprintKey);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                if (rateLimits.enabled()) {
                    registry.addInterceptor(
                                    new RateLimits(rateLimits, properties.body().maxBytes()))
                            .order(Ordered.HIGHEST_PRECEDENCE);
                }
                registry.addInterceptor(guard).order(Ordered.HIGHEST_PRECEDENCE + 1);
            }

            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addConverter(String.class, Instant.class, TimeText::instant);
                registry.addConverter(String.class, LocalDate.class, TimeText::day);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(commandRequests);
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectorCustomizer(
            WebProperties properties, ServerProperties server, TomcatServerProperties tomcat) {
        Predicate<String> proxies = server.getForwardHeadersStrategy() == ForwardHeadersStrategy.NATIVE
                ? addresses(tomcat.getRemoteip().getInternalProxies())
                : _ -> false;
        return factory -> {
            factory.setProtocol(PacedHttp.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof PacedHttp http) {
                    http.limit(properties.connections(), proxies);
                }
            });
            // Parameters come from the query alone: no body is taken for a form behind the guard's back.
            factory.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
            // Nothing is said in a caller's language, so no number of languages is too many for an answer.
            factory.addConnectorCustomizers(connector -> connector.setMaxLocaleCount(Integer.MAX_VALUE));
            // A client that asks first (Expect: 100-continue) is told to go on only when its body is wanted.
            factory.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ConnectorErrors.class.getName());
                }
            });
        };
    }

    /** As Tomcat reads them: networks, or a regular expression. */
    private static Predicate<String> addresses(String networks) {
        if (networks.indexOf('/') > 0) {
            NetMaskSet all = NetMaskSet.parse(networks);
            return address -> all.contains(InetAddress.ofLiteral(address));
        }
        return Pattern.compile(networks).asMatchPredicate();
    }
}
