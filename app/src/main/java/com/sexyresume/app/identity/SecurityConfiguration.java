package com.sexyresume.app.identity;

import com.sexyresume.app.web.openapi.PublicPages;
import com.sexyresume.app.web.problems.ProblemType;
import com.sexyresume.app.web.problems.ProblemWriter;
import com.sexyresume.app.web.problems.Problems;
import com.sexyresume.app.web.requests.WebProperties;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * What may be reached by whom: everything under {@code /v1} by a user or a service, the {@linkplain PublicPages public
 * pages} by anyone, and nothing else by nobody. There are no sessions and no cookies, so no request can be forged with
 * one.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /** What a page's script may read of an answer, beside what it always may: whatever the API tells in a header. */
    private static final List<String> EXPOSED = List.of(
            "Accept-Patch",
            "Allow",
            "Content-Disposition",
            "ETag",
            "Event-Position",
            "Link",
            "Location",
            "Preference-Applied",
            "RateLimit",
            "RateLimit-Policy",
            "Retry-After",
            "WWW-Authenticate",
            "X-Request-Id");

    /** JSON has nothing to load and belongs into no frame. */
    private static final String CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'";

    /** The pages of Swagger UI load their own files, draw inline styles and images, and call this API. */
    private static final String CONTENT_POLICY_OF_PAGES = "default-src 'none'; script-src 'self'; style-src 'self'"
            + " 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";

    /** The management port is on loopback, and what it tells is not sensitive. */
    @Bean
    @Order(1)
    SecurityFilterChain managementSecurity(HttpSecurity http) {
        return stateless(http.securityMatcher(EndpointRequest.toAnyEndpoint()))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain apiSecurity(
            HttpSecurity http,
            JwtDecoder tokens,
            ObjectProvider<DevIssuer> devIssuer,
            WebProperties properties,
            ProblemWriter writer) {
        Refusals refusals = new Refusals(writer);
        boolean issuesTokens = devIssuer.getIfAvailable() != null;
        return stateless(http)
                .addFilter(corsFilter(properties, writer))
                .oauth2ResourceServer(resources -> resources
                        .jwt(jwt -> jwt.decoder(tokens).jwtAuthenticationConverter(new Callers()))
                        .authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals))
                .exceptionHandling(exceptions ->
                        exceptions.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(requests -> {
                    requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                            .permitAll();
                    String[] publicPages = PublicPages.PATTERNS.toArray(String[]::new);
                    requests.requestMatchers(HttpMethod.GET, publicPages).permitAll();
                    requests.requestMatchers(HttpMethod.HEAD, publicPages).permitAll();
                    if (issuesTokens) {
                        requests.requestMatchers(HttpMethod.POST, DevTokenController.PATH)
                                .permitAll();
                    }
                    // Signed by its sender instead.
                    requests.requestMatchers(HttpMethod.POST, "/v1/webhooks/stripe")
                            .permitAll();
                    // From whoever visits, signed in or not; limited by how often.
                    requests.requestMatchers(HttpMethod.POST, "/v1/analytics/events")
                            .permitAll();
                    // One person may sign in anonymously as often as they like.
                    requests.requestMatchers(
                                    HttpMethod.POST, "/v1/users", "/v1/me/referral-codes/**", "/v1/referrals/**")
                            .hasAnyRole(Callers.KNOWN, Callers.SERVICE);
                    requests.requestMatchers("/v1/**").hasAnyRole(Callers.USER, Callers.SERVICE);
                    requests.anyRequest().denyAll();
                })
                .build();
    }

    private static HttpSecurity stateless(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.cacheControl(caching -> caching.disable())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .addHeaderWriter(policies()));
    }

    private static HeaderWriter policies() {
        return (request, response) -> {
            if (!response.containsHeader(HttpHeaders.CACHE_CONTROL)) {
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            }
            response.setHeader(
                    "Content-Security-Policy",
                    request.getRequestURI().startsWith("/swagger-ui/") ? CONTENT_POLICY_OF_PAGES : CONTENT_POLICY);
        };
    }

    /** No origin may call from a browser unless it is named. */
    private static CorsFilter corsFilter(WebProperties properties, ProblemWriter writer) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        if (!properties.corsAllowedOrigins().isEmpty()) {
            CorsConfiguration cors = new CorsConfiguration();
            cors.setAllowedOriginPatterns(properties.corsAllowedOrigins());
            cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
            cors.setAllowedHeaders(List.of(
                    "Authorization",
                    "Content-Type",
                    "Idempotency-Key",
                    "If-Match",
                    "If-None-Match",
                    "Last-Event-ID",
                    "Min-Position",
                    "Prefer",
                    "x-application-name"));
            cors.setExposedHeaders(EXPOSED);
            cors.setMaxAge(Duration.ofHours(1));
            source.registerCorsConfiguration("/**", cors);
        }
        CorsFilter filter = new CorsFilter(source);
        filter.setCorsProcessor(new DefaultCorsProcessor() {
            @Override
            public boolean processRequest(
                    @Nullable CorsConfiguration configuration, HttpServletRequest request, HttpServletResponse response)
                    throws IOException {
                boolean allowed = super.processRequest(configuration, request, response);
                if (!allowed) {
                    writer.write(
                            request, response, ProblemType.FORBIDDEN.problem("This origin is not allowed to call."));
                }
                return allowed;
            }

            @Override
            protected void rejectRequest(ServerHttpResponse response) {
                response.setStatusCode(HttpStatus.FORBIDDEN);
            }
        });
        return filter;
    }

    /** Each request is observed as a whole: a span and a timer for each filter cost more than most filters. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    /** Where tokens are issued to whoever asks, no page may get at them by giving its own name this address. */
    @Bean
    HttpFirewall httpFirewall(ObjectProvider<DevIssuer> devIssuer) {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        if (devIssuer.getIfAvailable() != null) {
            firewall.setAllowedHostnames(LOOPBACK_NAMES::contains);
        }
        return firewall;
    }

    @Bean
    RequestRejectedHandler requestRejectedHandler(Problems problems, ProblemWriter writer) {
        return (request, response, rejected) -> writer.write(request, response, problems.of(rejected));
    }
}
