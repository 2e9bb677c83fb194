package com.sexyresume.app.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What all clients of a run did and were told, by one clock. */
final class Journal {

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

    synchronized long unknown() {
        return operations.stream()
                .filter(operation -> operation.answer() instanceof Operation.Answer.Unknown)
                .count();
    }
}
