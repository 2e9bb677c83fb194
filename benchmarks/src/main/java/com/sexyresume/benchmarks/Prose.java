package com.sexyresume.benchmarks;

/** What the report says in words, whatever the numbers are. */
final class Prose {

    static final String INTRODUCTION = """
            # Benchmarks

            Written by the run that it tells of; a change by hand is lost with the next one.

            What a user of Axon on PostgreSQL could pick instead, beside what is here: in one run, on one embedded
            PostgreSQL whose commits wait for the disk, in turns, each on a database of its own. A command records one
            event of about 200 characters of JSON: an award of credits. Callers send one after the other, each when its
            last one was durable (a closed loop). The rate and the CPU times are the median of the rounds, the latencies
            are those of all rounds. CPU is what all threads of the JVM, and all processes of PostgreSQL, used in the
            measured time, for each command that ended in it; the little that the callers themselves need is in it, except
            over HTTP, where they are in another process and are not counted (but take their share of the same cores).

            - **plain INSERT**: one row and one commit for each command, by JDBC, on up to 64 pooled connections, into a
              table with the columns, constraints and indexes of the history; nothing is decided, checked or made idempotent.
            - **our engine alone**: `History.append`: group commit on one connection, command ids recorded and checked.
            - **Axon JDBC, Axon JPA**: Axon's own engines through its command bus and default locking repository, as its
              documentation puts them together for PostgreSQL: its schema with `bytea` payloads, JSON, a duplicate key told
              by SQL state 23505, a transaction for each command, 64 pooled connections, no cache; and, for JDBC, once more
              with Axon's `WeakReferenceCache`. Spring's injection into aggregates and the starter's time-outs, which cost
              it more, are left out.
            - **ours, command bus**: the application's command side, configured as it is for users, through its `Commands`:
              idempotency, claims and personal data included.
            - **ours, HTTP**: the same in a process of its own behind its HTTP edge: keep-alive connections, a token that is
              verified with every request, strict JSON, validation.

            What limits these numbers: client, application and PostgreSQL share the machine's cores, so whoever needs less
            CPU wins twice; one machine, no network between application and database; streams are kept short (20 events),
            which spares engines that read a stream for each command; the disk's time for a sync is that of this machine.
            Ratios within a run mean something, absolute numbers elsewhere do not. All of them make ids in the order of
            time, Axon's engines too. Whatever runs on a JVM is warmed up until it gets no faster.

            """;

    static final String LIMITS = """
            ## Where the time goes

            Seen by sampling at 64 callers on distinct streams (`perf` for PostgreSQL, Flight Recorder for the JVM), on
            2026-11-23:

            - **our engine alone**: the one PostgreSQL process that appends is busy four fifths of the time and the JVM a
              seventh, so the second core is half idle. Most of what that process does is putting entries into B-trees: the
              stream's key and the command's id lie at random places, and each is looked for from the root.
            - **ours, command bus**: about as much in the JVM (Axon's unit of work, deciding, encrypting, JSON) as in
              PostgreSQL, and both cores are taken.
            - **ours, HTTP**: four fifths outside of the command. Nothing stands out: Spring Security's and Spring MVC's
              filters, arguments and answers, a tenth in verifying the token. A JVM that serves HTTP takes about a minute
              to get fast. The callers send from the same two cores.
            - **one hot stream**: the plain INSERT and the engine alone commit one after the other; the pipeline of a
              stream is what lets commands on one another's results share a commit.
            - **rebuild**: about half a second of it (the start, the switch) does not grow with the events, so fewer of them
              give a lower rate.

            """;

    static final String DISTINCT = """
            Each caller writes onto a stream of its own, and onto another one after every 20 commands.

            """;

    static final String HOT = """
            All callers write onto one stream, a new one for each measurement. The plain INSERT and the engine alone take
            turns in the order in which they come: the next version is known when the last commit is done. Axon's repository
            locks the stream until the commit, and its lock is not fair. Latencies include the wait for one's turn.

            """;

    static final String LAG = """
            ## From commit to row

            How long after an event's commit the row in the read table is committed, the whole application in one process,
            commands over HTTP at a fixed rate (an open loop). PostgreSQL tells the time of both commits
            (`track_commit_timestamp`); each is taken when its commit begins to be written.

            """;

    static final String WAKE = """
            ## From one process to another

            How soon a reader of one node has what another one has appended: from the answer of the append to the event in
            the reader's hands. The two nodes share the database and nothing else, but are in one JVM, so that one clock
            tells both times. Notifications are 20 ms apart at least: an event that comes sooner waits for the next one.

            """;

    static final String MEMORY = """
            ## Memory

            The whole application in one process, with a heap of at most 512 MiB; the load is over HTTP onto distinct
            streams, with the read tables following.

            """;

    static final String REPLAY = """
            ## Replay

            A history of credits (1,000 users in turns, every tenth event with a description, which ours keeps encrypted)
            is turned into the ledger's two tables. Stock: Axon's pooled processor on its JDBC engine, one segment, a
            transaction for 500 events, into empty tables. Ours: the rebuild that users ask for, over HTTP, with shadow
            tables, the comparison row by row with the live tables, and the switch, counted from the request to its end.

            """;

    static final String NEAREST = """
            ## Nearest roles

            The ten roles nearest to a résumé, one search after the other, as the application looks for them: by the HNSW
            index, beside an exact search. Around the vectors of the roles that the application comes with (384 dimensions,
            filled up to 1,536) lie synthetic ones; each measurement asks 200 questions. Recall is the part of the ten
            nearest that is among the ten that were found. A filter makes the index go on until enough roles pass it.

            """;

    static final String AGAIN = """
            ## Run it again

            ```sh
            mvn -pl benchmarks -am verify -Pbench                       # all of it, about half an hour; writes this page
            mvn -pl benchmarks -am verify -Pbench -Dbench.quick         # about 90 seconds; writes benchmarks/target/bench
            mvn -pl benchmarks -am verify -Pbench -Dbench.parts=replay  # grid, wake, application, replay, matching
            mvn -pl benchmarks -am verify -Pbench -Dbench.only=ours     # contenders whose name holds that
            mvn -pl benchmarks -am verify -Pbench -Dbench.5m            # replays 5 million events as well
            mvn -pl benchmarks -am verify -Pbench -Dbench.jfr           # where time goes: Flight Recorder at 64 callers
            ```

            `-Dbench.jfr` prints the methods seen running most often, for each contender and load, and leaves the
            recordings in `benchmarks/target/bench/recordings`, to be opened with JDK Mission Control or `jfr view
            hot-methods`.
            """;

    private Prose() {}
}
