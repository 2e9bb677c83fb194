package com.sexyresume.reading;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * As whom a transaction reads: the database role whose policies apply, and the user that {@code auth.uid()} names.
 *
 * @param user null for nobody in particular, who sees no user's rows
 */
public record Identity(DatabaseRole role, @Nullable UUID user) {

    /** The roles that transactions take: of each login one, and none has rights of its own. */
    public enum DatabaseRole {
        AUTHENTICATED,
        ADMIN_READER,
        AUDITOR;

        public String sql() {
            return switch (this) {
                case AUTHENTICATED -> "authenticated";
                case ADMIN_READER -> "admin_reader";
                case AUDITOR -> "auditor";
            };
        }
    }

    Identity as(DatabaseRole other) {
        return new Identity(other, user);
    }

    /** What {@code auth.jwt()} answers: the token's other claims stay out of the database. */
    String claims() {
        return user == null
                ? "{\"role\":\"" + role.sql() + "\"}"
                : "{\"sub\":\"" + user + "\",\"role\":\"" + role.sql() + "\"}";
    }
}
