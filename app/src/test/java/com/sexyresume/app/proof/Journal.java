package com.sexyresume.app.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What all clients of a run did and were told, by one clock. */
final class Journal {

    /** The code of a refusal that says: nothing was recorded, because the database was away. */
    static final String UNREACHABLE = "unreachable";

    private final AtomicLong clock = new AtomicLong();
    private final List<Operation> operations = new ArrayList<>();

    long tick() {
        return clock.incrementAndGet();
    }

    synchronized void add(Operation operation) {
        operations.add(operation);
    }

    synchronized List<Operation> operations() {
        return List.copyOf(operations);
    }

    synchronized int count() {
        return operations.size();
    }

    /** How many were told that the history cannot be reached, or that the outcome is not known. */
    synchronized long givenUp() {
        return operations.stream()
                .filter(operation -> operation.answer() instanceof Operation.Answer.Unknown
                        || (operation.answer() instanceof Operation.Answer.Refused(String code)
                                && code.equals(UNREACHABLE)))
                .count();
    }
}
