import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a few bytes do to everybody else: for each attack the CPU of one request, and what a bystander and the liveness
 * probe wait for while four attackers send it again and again. Run by hand against {@code mvn spring-boot:run}:
 *
 * <pre>{@code java benchmarks/attacks/Attacks.java http://127.0.0.1:8080 http://127.0.0.1:8081 <process id> [seconds]}</pre>
 */
class Attacks {

    private static final int ATTACKERS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TICKS_OF_SECOND = 100;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String api;
    private final String management;
    private final Path stat;
    private final int seconds;

    Attacks(String api, String management, String process, int seconds) {
        this.api = api;
        this.management = management;
        this.stat = Path.of("/proc", process, "stat");
        this.seconds = seconds;
    }

    record Attack(String name, Supplier<HttpRequest> request) {}

    public static void main(String[] arguments) throws Exception {
        new Attacks(
                        arguments[0],
                        arguments[1],
                        arguments[2],
                        arguments.length > 3 ? Integer.parseInt(arguments[3]) : 15)
                .run();
    }

    void run() throws Exception {
        String bystander = token();
        send(request("POST", "/v1/users", bystander, "{\"email\":\"%s@example.org\",\"fullName\":\"B\"}"
                .formatted(UUID.randomUUID())));
        List<Attack> attacks = new ArrayList<>();
        attacks.add(new Attack("nothing", null));
        attacks.add(analytics());
        attacks.add(drafts());
        attacks.addAll(versions());
        attacks.add(arrays());
        attacks.add(patch());
        attacks.add(enhancement("a description of dots", "{\"data\":{\"experience\":[{\"id\":\"e\",\"description\":\"1"
                + ".".repeat(9_990) + "1\",\"achievements\":[\"Worked on looms\"]}]}}", "/v1/resumes"));
        attacks.add(enhancement("a summary of 40,000 dots", "{\"format\":\"json-resume\",\"document\":{\"basics\":{\"summary\":\"1"
                + ".".repeat(40_000) + "1\"},\"work\":[{\"highlights\":[\"Worked on looms\"]}]}}", "/v1/resumes/import"));
        System.out.println(
                "| attack | status | CPU of one request, ms | bystander p50, ms | p99, ms | liveness p99, ms | sent in "
                        + seconds + " s |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Attack attack : attacks) {
            measure(attack, bystander);
        }
    }

    private void measure(Attack attack, String bystander) throws Exception {
        long cpu = Long.MAX_VALUE;
        int status = 0;
        for (int tries = 0; attack.request() != null && tries < 3; tries++) {
            long before = cpuMillis();
            HttpResponse<String> answer = send(attack.request().get());
            status = answer.statusCode();
            if (status == 202) {
                ended(answer);
            }
            cpu = Math.min(cpu, cpuMillis() - before);
        }
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        List<Thread> attackers = new ArrayList<>();
        for (int attacker = 0; attack.request() != null && attacker < ATTACKERS; attacker++) {
            attackers.add(Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    send(attack.request().get());
                    sent.incrementAndGet();
                }
            }));
        }
        List<Long> alive = new ArrayList<>();
        Thread probe = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                alive.add(millis(HttpRequest.newBuilder(URI.create(management + "/actuator/health/liveness"))
                        .timeout(PATIENCE)
                        .build()));
            }
        });
        List<Long> waited = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < end) {
            waited.add(millis(request("GET", "/v1/me", bystander, null)));
        }
        over.set(true);
        probe.join();
        for (Thread attacker : attackers) {
            attacker.join();
        }
        System.out.printf(
                "| %s | %s | %s | %d | %d | %d | %d |%n",
                attack.name(),
                status == 0 ? "" : status,
                status == 0 ? "" : cpu,
                percentile(waited, 50),
                percentile(waited, 99),
                percentile(alive, 99),
                sent.get());
    }

    private Attack analytics() {
        String texts = IntStream.range(0, 48)
                .mapToObj(text -> "\"" + "㌖".repeat(253) + "%41\"")
                .collect(Collectors.joining(","));
        String event = "{\"eventName\":\"upsell_shown\",\"sessionId\":\"b7e1d0c2a94f4d55\",\"properties\":{\"t\":[" + texts
                + "]}}";
        String batch = "{\"events\":["
                + IntStream.range(0, 8).mapToObj(number -> event).collect(Collectors.joining(",")) + "]}";
        return new Attack("analytics of what grows by NFKC", () -> request("POST", "/v1/analytics/events", null, batch));
    }

    private Attack drafts() {
        String token = token();
        String letter = "/v1/letters/" + id(send(request(
                "POST", "/v1/letters", token, "{\"content\":\"" + "a\\n".repeat(9_999) + "\"}")));
        send(matching("PUT", letter + "/content", token, "{\"content\":\"" + "b\\n".repeat(9_999) + "\"}", "1"));
        settle(request("GET", letter + "/diff?from=1&to=2", token, null));
        return new Attack(
                "difference of two drafts of 9,999 lines", () -> request("GET", letter + "/diff?from=1&to=2", token, null));
    }

    private List<Attack> versions() {
        String token = token();
        String stranger = token();
        String resume = "/v1/resumes/" + id(send(request("POST", "/v1/resumes", token, "{}")));
        for (int version = 0; version < 100; version++) {
            send(matching("PUT", resume + "/data", token, "{\"extensions\":{\"v\":" + version + ",\"t\":\""
                    + "a b,".repeat(56_000) + "\",\"u\":\"" + "a b,".repeat(56_000) + "\",\"w\":\"" + "a b,".repeat(56_000)
                    + "\",\"x\":\"" + "a b,".repeat(56_000) + "\"}}", Integer.toString(version)));
        }
        return List.of(
                new Attack(
                        "completeness after 100 versions of 0.9 MB",
                        () -> request("GET", resume + "/completeness", token, null)),
                new Attack("the same, for a stranger", () -> request("GET", resume + "/completeness", stranger, null)),
                new Attack(
                        "restoration of its version 90, for a stranger",
                        () -> matching("POST", resume + "/versions/90/restoration", stranger, null, "100")));
    }

    private Attack arrays() {
        String token = token();
        String resume = "/v1/resumes/" + id(send(request("POST", "/v1/resumes", token, "{\"data\":" + arrays(1) + "}")));
        send(matching("PUT", resume + "/data", token, arrays(2), "0"));
        settle(request("GET", resume + "/diff?from=0&to=1", token, null));
        return new Attack(
                "difference of two versions of 98 arrays", () -> request("GET", resume + "/diff?from=0&to=1", token, null));
    }

    private static String arrays(int first) {
        String array = IntStream.range(0, 1_000)
                .mapToObj(item -> Integer.toString(first + 2 * (item % 4)))
                .collect(Collectors.joining(",", "[", "]"));
        return IntStream.range(0, 98)
                .mapToObj(member -> "\"m" + member + "\":" + array)
                .collect(Collectors.joining(",", "{\"extensions\":{", "}}"));
    }

    private Attack patch() {
        String token = token();
        String wide = IntStream.range(0, 990).mapToObj(member -> "\"m%d\":0,".formatted(member)).collect(Collectors.joining());
        StringBuilder data = new StringBuilder("[1]");
        StringBuilder path = new StringBuilder("/extensions");
        for (int depth = 0; depth < 28; depth++) {
            data.insert(0, "{" + wide + "\"d\":").append('}');
            path.append("/d");
        }
        String resume = "/v1/resumes/"
                + id(send(request("POST", "/v1/resumes", token, "{\"data\":{\"extensions\":" + data + "}}")));
        // The last one fails, so that nothing is recorded and the next attempt finds the same.
        String patch = IntStream.range(0, 999)
                .mapToObj(operation -> "{\"op\":\"add\",\"path\":\"%s/0\",\"value\":%d}".formatted(path, operation))
                .collect(Collectors.joining(",", "[", ",{\"op\":\"test\",\"path\":\"\",\"value\":0}]"));
        return new Attack(
                "a patch of 1,000 operations 28 levels deep",
                () -> HttpRequest.newBuilder(matching("PATCH", resume, token, patch, "0"), (name, value) -> true)
                        .setHeader("Content-Type", "application/json-patch+json")
                        .build());
    }

    /** Ten a day are free; those that follow are refused. */
    private Attack enhancement(String name, String document, String path) {
        String token = token();
        String resume = "/v1/resumes/" + id(send(request("POST", path, token, document)));
        return new Attack(
                "enhancement of " + name,
                () -> request("POST", resume + "/enhancements", token, "{\"tone\":\"professional\"}"));
    }

    private void ended(HttpResponse<String> accepted) throws InterruptedException {
        String location = accepted.headers().firstValue("Location").orElseThrow();
        String authorization = accepted.request().headers().firstValue("Authorization").orElseThrow();
        for (int tries = 0; tries < 1_200; tries++) {
            String body = send(request("GET", location, authorization.substring("Bearer ".length()), null)).body();
            if (body.contains("\"completed\"") || body.contains("\"failed\"")) {
                return;
            }
            Thread.sleep(100);
        }
    }

    /** Until what was written is there to be read. */
    private void settle(HttpRequest read) {
        for (int tries = 0; tries < 300 && send(read).statusCode() == 404; tries++) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private String token() {
        return member("access_token", send(request("POST", "/dev/token", null, "{}")).body());
    }

    private static String id(HttpResponse<String> created) {
        if (created.statusCode() != 201) {
            throw new IllegalStateException(created.request() + ": " + created.body());
        }
        return created.headers()
                .firstValue("Location")
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .orElseThrow();
    }

    private static String member(String name, String json) {
        int start = json.indexOf('"' + name + "\":\"") + name.length() + 4;
        return json.substring(start, json.indexOf('"', start));
    }

    private HttpRequest request(String method, String path, String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    private HttpRequest matching(String method, String path, String token, String body, String version) {
        return HttpRequest.newBuilder(request(method, path, token, body), (name, value) -> true)
                .setHeader("If-Match", "\"" + version + "\"")
                .build();
    }

    private long millis(HttpRequest request) {
        long begun = System.nanoTime();
        send(request);
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException unanswered) {
            throw new IllegalStateException(request.toString(), unanswered);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Of the whole process, in user and system mode; Linux counts hundredths of a second. */
    private long cpuMillis() throws IOException {
        String[] fields = Files.readString(stat).replaceFirst("^.*\\) ", "").split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1_000 / TICKS_OF_SECOND;
    }

    private static long percentile(List<Long> measured, int percent) {
        long[] sorted = measured.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? -1 : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
