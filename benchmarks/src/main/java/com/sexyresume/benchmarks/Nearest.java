package com.sexyresume.benchmarks;

import com.pgvector.PGvector;
import com.sexyresume.benchmarks.rig.Cluster;
import com.sexyresume.command.matching.RoleIndex;
import com.sexyresume.command.matching.RoleIndex.Near;
import com.zaxxer.hikari.HikariDataSource;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * How well and how fast the nearest roles are found by the index, as the application looks for them, beside an exact
 * search: around the vectors of the roles that the application comes with, as its own model makes them, lie as many
 * synthetic ones as are wanted.
 */
final class Nearest {

    static final int WANTED = 10;

    private static final String MODEL = "bench";
    private static final int DIMENSIONS = 384;
    private static final int COLUMN_DIMENSIONS = 1_536;
    private static final int QUERIES = 200;
    private static final int INDUSTRIES = 12;
    private static final long SEED = 20_261_122;

    /** Of each dimension, against vectors of length 1: synthetic roles are as near to theirs as real ones are. */
    private static final double SPREAD_OF_ROLES = 0.035;

    private static final double SPREAD_OF_QUERIES = 0.045;

    /**
     * What was measured of a catalogue.
     *
     * @param filtered whether one industry of twelve was looked for
     * @param recall how many of the ten nearest were among the ten that were found
     * @param buildSeconds of the index
     * @param exactMs of one exact search by PostgreSQL
     */
    record Result(
            int roles,
            boolean filtered,
            double recall,
            double p50Ms,
            double p99Ms,
            double buildSeconds,
            double exactMs) {}

    private final Cluster cluster;
    private final Consumer<String> progress;

    Nearest(Cluster cluster, Consumer<String> progress) {
        this.cluster = cluster;
        this.progress = progress;
    }

    List<Result> measure(List<Integer> catalogues) throws SQLException, IOException {
        progress.accept("Nearest roles, seed " + SEED);
        List<float[]> centres = centres();
        List<Result> results = new ArrayList<>();
        for (int roles : catalogues) {
            results.addAll(measure(roles, centres));
        }
        return results;
    }

    private List<Result> measure(int count, List<float[]> centres) throws SQLException, IOException {
        Random chance = new Random(SEED);
        float[][] roles = new float[count][];
        for (int role = 0; role < count; role++) {
            float[] centre = centres.get(role % centres.size());
            roles[role] = role < centres.size() ? centre : near(centre, SPREAD_OF_ROLES, chance);
        }
        String database = cluster.migrated("bench_nearest");
        try (HikariDataSource projector = cluster.pool(database, "projector", 2)) {
            double buildSeconds = load(database, roles);
            RoleIndex index = new RoleIndex(projector);
            float[][] queries = new float[QUERIES][];
            for (int query = 0; query < QUERIES; query++) {
                queries[query] = near(centres.get(chance.nextInt(centres.size())), SPREAD_OF_QUERIES, chance);
            }
            double exactMs = exactMs(database, queries[0]);
            List<Result> results = new ArrayList<>();
            for (boolean filtered : new boolean[] {false, true}) {
                Result result = measure(index, roles, queries, filtered, buildSeconds, exactMs);
                progress.accept(result.toString());
                results.add(result);
            }
            return results;
        }
    }

    private static Result measure(
            RoleIndex index,
            float[][] roles,
            float[][] queries,
            boolean filtered,
            double buildSeconds,
            double exactMs) {
        List<Double> times = new ArrayList<>();
        long found = 0;
        long wanted = 0;
        // The first round warms up.
        for (int round = 0; round < 2; round++) {
            for (int query = 0; query < queries.length; query++) {
                int industry = filtered ? query % INDUSTRIES : -1;
                long begun = System.nanoTime();
                List<Near> near =
                        index.nearest(MODEL, queries[query], filtered ? industry(industry) : null, null, WANTED);
                if (round == 0) {
                    continue;
                }
                times.add((System.nanoTime() - begun) / 1e6);
                Set<UUID> exact = exact(roles, queries[query], industry);
                wanted += exact.size();
                found += near.stream()
                        .filter(role -> exact.contains(role.id().value()))
                        .count();
            }
        }
        times.sort(Comparator.naturalOrder());
        return new Result(
                roles.length,
                filtered,
                (double) found / wanted,
                times.get(times.size() / 2),
                times.get((int) (times.size() * 0.99)),
                buildSeconds,
                exactMs);
    }

    /** @return how long the index took, in seconds */
    private double load(String database, float[][] roles) throws SQLException, IOException {
        String definition;
        try (Connection connection = cluster.superuser(database).connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_get_indexdef('idx_job_roles_embedding'::regclass)")) {
            row.next();
            definition = row.getString(1);
        }
        cluster.execute(database, "DROP INDEX idx_job_roles_embedding");
        try (Connection connection = cluster.superuser(database).connect()) {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY job_roles (id, title, normalized_title, industry_category, seniority_level,"
                            + " embedding, embedding_model, text_hash, version, created_at, updated_at) FROM STDIN");
            String zeros = ",0".repeat(COLUMN_DIMENSIONS - DIMENSIONS);
            for (int role = 0; role < roles.length; role++) {
                StringBuilder line = new StringBuilder(8_000)
                        .append(id(role))
                        .append("\tRole ")
                        .append(role)
                        .append("\trole ")
                        .append(role)
                        .append('\t')
                        .append(industry(role % INDUSTRIES))
                        .append("\tmid\t[");
                for (int at = 0; at < DIMENSIONS; at++) {
                    line.append(at == 0 ? "" : ",").append(roles[role][at]);
                }
                line.append(zeros)
                        .append("]\t")
                        .append(MODEL)
                        .append("\thash\t0\t2026-11-22T00:00:00Z\t2026-11-22T00:00:00Z\n");
                byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
            }
            copy.endCopy();
        }
        long begun = System.nanoTime();
        cluster.execute(database, "SET maintenance_work_mem = '1GB'; " + definition);
        double seconds = (System.nanoTime() - begun) / 1e9;
        cluster.execute(database, "ANALYZE job_roles");
        return seconds;
    }

    private double exactMs(String database, float[] query) throws SQLException {
        String vector = new PGvector(Arrays.copyOf(query, COLUMN_DIMENSIONS)).getValue();
        long begun = System.nanoTime();
        cluster.execute(
                database,
                "SET enable_indexscan = off; SELECT id FROM job_roles ORDER BY embedding <=> '" + vector + "' LIMIT "
                        + WANTED);
        return (System.nanoTime() - begun) / 1e6;
    }

    /** @param industry the only one; −1 for all */
    private static Set<UUID> exact(float[][] roles, float[] query, int industry) {
        record Found(int role, double product) {}
        PriorityQueue<Found> nearest = new PriorityQueue<>(Comparator.comparingDouble(Found::product));
        for (int role = 0; role < roles.length; role++) {
            if (industry >= 0 && role % INDUSTRIES != industry) {
                continue;
            }
            double product = 0;
            float[] vector = roles[role];
            for (int at = 0; at < DIMENSIONS; at++) {
                product += vector[at] * query[at];
            }
            if (nearest.size() < WANTED) {
                nearest.add(new Found(role, product));
            } else if (nearest.element().product() < product) {
                nearest.remove();
                nearest.add(new Found(role, product));
            }
        }
        Set<UUID> ids = new HashSet<>();
        nearest.forEach(found -> ids.add(id(found.role())));
        return ids;
    }

    private static UUID id(int role) {
        return new UUID(0, role);
    }

    private static String industry(int number) {
        return "industry_" + number;
    }

    /** Of length 1, so that a product is a cosine. */
    private static float[] near(float[] centre, double spread, Random chance) {
        float[] vector = new float[DIMENSIONS];
        double length = 0;
        for (int at = 0; at < DIMENSIONS; at++) {
            vector[at] = (float) (centre[at] + spread * chance.nextGaussian());
            length += vector[at] * vector[at];
        }
        for (int at = 0; at < DIMENSIONS; at++) {
            vector[at] /= (float) Math.sqrt(length);
        }
        return vector;
    }

    /** The vectors of the roles that the application comes with. */
    private static List<float[]> centres() throws IOException {
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        EmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
        List<float[]> centres = new ArrayList<>();
        try (InputStream resource = RoleIndex.class.getResourceAsStream("job-roles.txt")) {
            if (resource == null) {
                throw new IllegalStateException("job-roles.txt is not on the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8));
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("|") && !line.startsWith("#")) {
                    centres.add(model.embed(line.replace('|', ' ').toLowerCase(Locale.ROOT))
                            .content()
                            .vector());
                }
            }
        }
        return centres;
    }
}
