package com.sexyresume.app.history;

import com.sexyresume.eventstore.append.AppendLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The history's keys and limits, {@code sexyresume.history.*}.
 *
 * @param masterKey wraps the keys of personal data: 32 bytes in base64; generated into {@code keyFolder} when absent
 * @param masterKeys the same by the names of later epochs, so that the master key can be changed while people work
 *     ({@code docs/personal-data.md}); an epoch that has a file {@code master-key.<epoch>} in {@code keyFolder} needs
 *     no entry
 * @param masterKeyEpoch which of them wraps new keys; empty for {@code masterKey}; its key is generated when absent
 * @param claimKey hashes claims and requests: 32 bytes in base64; generated into {@code keyFolder} when absent
 * @param keyFolder where generated keys are kept, in files of mode 0600
 * @param deadline how long an append is tried before it is answered with 503
 * @param queuedCommands how many commands wait to be appended at most; more are answered with 503
 * @param queuedChars how many characters of JSON wait to be appended at most; more are answered with 503
 * @param batchCommands how many commands are appended in one commit at most
 * @param batchChars how many characters of JSON are appended in one commit at most
 * @param pipelinedCommands how many commands of one stream may be decided, each on what the one before it leaves, and
 *     not be recorded yet
 * @param pollInterval how long a lost notification of another node's append goes unnoticed
 * @param aggregatesShare which share of the heap aggregates that are kept in memory may take
 * @param readShare which share of the heap events that were read last, for the readers that come next, may take
 * @param cachedSubjects how many keys of personal data are kept in memory
 * @param snapshotEvery how many events a stream gains between two snapshots
 * @param snapshotChars how many characters of JSON a stream gains between two snapshots
 * @param commandRetention how long a request that is sent again, under the same Idempotency-Key, is answered as it was;
 *     24 hours at least
 */
@ConfigurationProperties("sexyresume.history")
public record HistoryProperties(
        @Nullable String masterKey,
        @DefaultValue Map<String, String> masterKeys,
        @DefaultValue("") String masterKeyEpoch,
        @Nullable String claimKey,
        @DefaultValue("data/keys") Path keyFolder,
        @DefaultValue("2500ms") Duration deadline,
        @DefaultValue("4096") int queuedCommands,
        @DefaultValue("33554432") long queuedChars,
        @DefaultValue("512") int batchCommands,
        @DefaultValue("4194304") long batchChars,
        @DefaultValue("256") int pipelinedCommands,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("0.0625") double aggregatesShare,
        @DefaultValue("0.0625") double readShare,
        @DefaultValue("100000") int cachedSubjects,
        @DefaultValue("500") int snapshotEvery,
        @DefaultValue("2097152") long snapshotChars,
        @DefaultValue("30d") Duration commandRetention) {

    public HistoryProperties {
        require(aggregatesShare > 0 && aggregatesShare <= 0.5, "aggregates-share is above 0 and at most 0.5");
        require(readShare > 0 && readShare <= 0.5, "read-share is above 0 and at most 0.5");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("sexyresume.history." + what);
        }
    }

    long aggregatesBytes() {
        return (long) (aggregatesShare * Runtime.getRuntime().maxMemory());
    }

    long readBytes() {
        return (long) (readShare * Runtime.getRuntime().maxMemory());
    }

    AppendLimits appendLimits() {
        return new AppendLimits(queuedCommands, queuedChars, batchCommands, batchChars);
    }

    @Override
    public String toString() {
        return "HistoryProperties[…]";
    }
}
