package com.sexyresume.app.history;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Axon's cache of aggregates with a bound on its entries. A stale entry costs a version conflict and a retry, never a
 * wrong decision: the append has the last word.
 */
final class BoundedCache implements Cache {

    private final com.github.benmanes.caffeine.cache.Cache<Object, Object> entries;

    BoundedCache(long maximumEntries) {
        this.entries = Caffeine.newBuilder().maximumSize(maximumEntries).build();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // the type is the caller's promise in Axon's interface
    public <K, V> @Nullable V get(K key) {
        return (V) entries.getIfPresent(key);
    }

    @Override
    public void put(Object key, Object value) {
        entries.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return entries.asMap().putIfAbsent(key, value) == null;
    }

    @Override
    @SuppressWarnings("unchecked") // as above
    public <T> T computeIfAbsent(Object key, Supplier<T> value) {
        return (T) entries.get(key, absent -> value.get());
    }

    @Override
    public boolean remove(Object key) {
        return entries.asMap().remove(key) != null;
    }

    @Override
    public void removeAll() {
        entries.invalidateAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.asMap().containsKey(key);
    }

    /** Nothing in this system listens to a cache. */
    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        return () -> false;
    }

    @Override
    @SuppressWarnings("unchecked") // as above
    public <V> void computeIfPresent(Object key, UnaryOperator<V> change) {
        entries.asMap().computeIfPresent(key, (present, value) -> change.apply((V) value));
    }
}
