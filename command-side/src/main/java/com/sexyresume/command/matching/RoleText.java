package com.sexyresume.command.matching;

import com.sexyresume.events.matching.JobRoleContent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What of a role is embedded: what its work is. What is paid for it and how it will grow are no part of that. */
final class RoleText {

    private RoleText() {}

    static String of(JobRoleContent role) {
        StringBuilder text = new StringBuilder(role.title())
                .append(", ")
                .append(readable(role.seniority().name()))
                .append(" level, ")
                .append(readable(role.industry()))
                .append('.');
        if (role.description() != null) {
            text.append(' ').append(role.description());
        }
        if (!role.requiredSkills().isEmpty()) {
            text.append(" Skills: ")
                    .append(String.join(", ", role.requiredSkills()))
                    .append('.');
        }
        if (!role.preferredSkills().isEmpty()) {
            text.append(" Also: ")
                    .append(String.join(", ", role.preferredSkills()))
                    .append('.');
        }
        role.responsibilities()
                .forEach(responsibility ->
                        text.append(' ').append(responsibility).append('.'));
        return text.toString();
    }

    /** SHA-256, in hex: a text whose hash is the same is not embedded again (J05). */
    static String hash(JobRoleContent role) {
        return sha256(of(role).getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    static String readable(String code) {
        return code.replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
