package com.sexyresume.command.resumes;

import com.sexyresume.command.resumes.Pointers.Found;
import com.sexyresume.command.resumes.ResumeCommand.ApplySuggestedEdit;
import com.sexyresume.command.resumes.ResumesRefusal.PatchInvalid;
import com.sexyresume.command.resumes.ResumesRefusal.PatchPathMissing;
import com.sexyresume.command.resumes.ResumesRefusal.PatchTestFailed;
import com.sexyresume.command.resumes.ResumesRefusal.ResumeInvalid;
import com.sexyresume.deciding.Rejection;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonPointer;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Patch takes effect as a whole or not at all, by the letter of RFC 6902: what the library would let pass
 * (leading zeros, stray tildes) or refuse without need (moving {@code /a} to {@code /ab}) is settled before it.
 */
final class Patch {

    /** What became of a patch. */
    sealed interface Outcome {}

    /**
     * The patch fits.
     *
     * @param data after it; an object still, and perhaps not a valid résumé
     * @param operations that lead there and nowhere else: without tests, which have passed
     */
    record Applied(JsonObject data, JsonArray operations) implements Outcome {}

    /** The patch does not fit. */
    record Refused(Rejection why) implements Outcome {}

    private final JsonArrayBuilder operations = JsonValues.JSON.createArrayBuilder();
    private JsonObject data;
    private long copiedCharacters;
    private long copiedMembers;

    private Patch(JsonObject data) {
        this.data = data;
    }

    static Outcome apply(JsonObject data, JsonValue patch) {
        if (!(patch instanceof JsonArray operations)) {
            return new Refused(new PatchInvalid("", "A patch is an array of operations."));
        }
        if (operations.size() > DataLimits.MAX_OPERATIONS) {
            return new Refused(
                    new PatchInvalid("", "A patch has at most " + DataLimits.MAX_OPERATIONS + " operations."));
        }
        List<Violation> violations = DataLimits.violations(patch, "");
        if (!violations.isEmpty()) {
            return new Refused(new ResumeInvalid(violations));
        }
        Patch applied = new Patch(data);
        for (int index = 0; index < operations.size(); index++) {
            if (applied.copiedMembers > DataLimits.MAX_COPIED_MEMBERS) {
                return new Refused(new PatchInvalid(
                        "/" + index,
                        "The operations before this one go through more than " + DataLimits.MAX_COPIED_MEMBERS
                                + " members of arrays and objects."));
            }
            Rejection refusal = applied.apply("/" + index, operations.get(index));
            if (refusal != null) {
                return new Refused(refusal);
            }
        }
        return new Applied(applied.data, applied.operations.build());
    }

    /**
     * The operations that do to the data what a merge patch does (RFC 7396). A merge patch itself is never recorded:
     * the difference of two states cannot always be written as one.
     */
    static JsonArray ofMerge(JsonObject data, JsonObject merge) {
        JsonArrayBuilder operations = JsonValues.JSON.createArrayBuilder();
        merge("", data, merge, operations);
        return operations.build();
    }

    /** Operations that put a suggested text in the place of the original, if nothing there has changed. */
    static JsonArray ofSuggestion(ApplySuggestedEdit edit) {
        JsonArrayBuilder operations = JsonValues.JSON.createArrayBuilder();
        if (edit.entryId() != null) {
            // /experience/3/achievements/1 leads through the entry /experience/3.
            int section = edit.path().indexOf('/', 1);
            String entry = edit.path().substring(0, edit.path().indexOf('/', section + 1));
            operations.add(operation("test", entry + "/id")
                    .add("value", edit.entryId())
                    .build());
        }
        operations.add(
                operation("test", edit.path()).add("value", edit.original()).build());
        operations.add(operation("replace", edit.path())
                .add("value", edit.replacement())
                .build());
        return operations.build();
    }

    private static void merge(String path, JsonObject target, JsonObject merge, JsonArrayBuilder operations) {
        merge.forEach((name, value) -> {
            String pointer = path + "/" + Pointers.escape(name);
            JsonValue current = target.get(name);
            if (value.equals(JsonValue.NULL)) {
                if (current != null) {
                    operations.add(operation("remove", pointer).build());
                }
            } else if (value instanceof JsonObject inner && current instanceof JsonObject object) {
                merge(pointer, object, inner, operations);
            } else {
                JsonValue merged = withoutNulls(value);
                if (!merged.equals(current)) {
                    operations.add(operation(current == null ? "add" : "replace", pointer)
                            .add("value", merged)
                            .build());
                }
            }
        });
    }

    private static JsonValue withoutNulls(JsonValue value) {
        if (!(value instanceof JsonObject object)) {
            return value;
        }
        JsonObjectBuilder kept = JsonValues.JSON.createObjectBuilder();
        object.forEach((name, member) -> {
            if (!member.equals(JsonValue.NULL)) {
                kept.add(name, withoutNulls(member));
            }
        });
        return kept.build();
    }

    private static JsonObjectBuilder operation(String op, String path) {
        return JsonValues.JSON.createObjectBuilder().add("op", op).add("path", path);
    }

    private @Nullable Rejection apply(String where, JsonValue value) {
        if (!(value instanceof JsonObject operation)) {
            return new PatchInvalid(where, "An operation is an object.");
        }
        if (!(operation.get("op") instanceof JsonString op)) {
            return new PatchInvalid(where + "/op", "An operation names what it does.");
        }
        if (!(operation.get("path") instanceof JsonString pathText)) {
            return new PatchInvalid(where + "/path", "An operation has a path.");
        }
        String path = pathText.getString();
        List<String> tokens = Pointers.tokens(path);
        if (tokens == null) {
            return new PatchInvalid(where + "/path", "The path is no JSON Pointer.");
        }
        copiedMembers += Pointers.members(data, tokens);
        return switch (op.getString()) {
            case "add", "replace", "test" -> {
                JsonValue operand = operation.get("value");
                yield operand == null
                        ? new PatchInvalid(where + "/value", "The operation has a value.")
                        : withValue(where, op.getString(), path, tokens, operand);
            }
            case "remove" -> remove(where, path, tokens);
            case "copy", "move" -> {
                if (!(operation.get("from") instanceof JsonString fromText)) {
                    yield new PatchInvalid(where + "/from", "The operation says where the value is taken from.");
                }
                List<String> from = Pointers.tokens(fromText.getString());
                if (from == null) {
                    yield new PatchInvalid(where + "/from", "This is no JSON Pointer.");
                }
                copiedMembers += Pointers.members(data, from);
                if (Pointers.find(data, from) != Found.VALUE) {
                    yield new PatchPathMissing(where + "/from");
                }
                yield op.getString().equals("copy")
                        ? copy(where, fromText.getString(), path, tokens)
                        : move(where, fromText.getString(), from, path, tokens);
            }
            default -> new PatchInvalid(where + "/op", "There is no such operation.");
        };
    }

    private @Nullable Rejection withValue(
            String where, String op, String path, List<String> tokens, JsonValue operand) {
        Found found = Pointers.find(data, tokens);
        if (found == Found.NOTHING || (found == Found.ROOM && !op.equals("add"))) {
            return new PatchPathMissing(where + "/path");
        }
        if (op.equals("test")) {
            return operand.equals(pointer(path).getValue(data)) ? null : new PatchTestFailed(where);
        }
        operations.add(operation(op, path).add("value", operand).build());
        if (path.isEmpty()) {
            return changed(operand);
        }
        return changed(
                op.equals("add")
                        ? pointer(path).add(data, operand)
                        : pointer(path).replace(data, operand));
    }

    private @Nullable Rejection remove(String where, String path, List<String> tokens) {
        if (tokens.isEmpty()) {
            return new PatchInvalid(where + "/path", "The data as a whole cannot be removed.");
        }
        if (Pointers.find(data, tokens) != Found.VALUE) {
            return new PatchPathMissing(where + "/path");
        }
        operations.add(operation("remove", path).build());
        return changed(pointer(path).remove(data));
    }

    private @Nullable Rejection copy(String where, String from, String path, List<String> tokens) {
        if (Pointers.find(data, tokens) == Found.NOTHING) {
            return new PatchPathMissing(where + "/path");
        }
        JsonValue value = pointer(from).getValue(data);
        // A value that is copied into its own neighbourhood again and again doubles each time.
        copiedCharacters += value.toString().length();
        if (copiedCharacters > DataLimits.MAX_BYTES) {
            return new PatchInvalid(where, "The patch copies more than " + DataLimits.MAX_BYTES + " characters.");
        }
        operations.add(operation("copy", path).add("from", from).build());
        return changed(tokens.isEmpty() ? value : pointer(path).add(data, value));
    }

    private @Nullable Rejection move(
            String where, String from, List<String> fromTokens, String path, List<String> tokens) {
        if (tokens.equals(fromTokens)) {
            return null;
        }
        if (tokens.size() > fromTokens.size()
                && tokens.subList(0, fromTokens.size()).equals(fromTokens)) {
            return new PatchInvalid(where + "/path", "A value cannot be moved into itself.");
        }
        JsonValue value = pointer(from).getValue(data);
        JsonStructure without = pointer(from).remove(data);
        if (Pointers.find(without, tokens) == Found.NOTHING) {
            return new PatchPathMissing(where + "/path");
        }
        if (path.startsWith(from) || tokens.isEmpty()) {
            // The library takes /ab for a part of /a, and cannot move to the root.
            operations.add(operation("remove", from).build());
            operations.add(operation("add", path).add("value", value).build());
        } else {
            operations.add(operation("move", path).add("from", from).build());
        }
        return changed(tokens.isEmpty() ? value : pointer(path).add(without, value));
    }

    private @Nullable Rejection changed(JsonValue value) {
        if (!(value instanceof JsonObject object)) {
            return new ResumeInvalid(List.of(new Violation("", "is no object")));
        }
        data = object;
        return null;
    }

    private static JsonPointer pointer(String path) {
        return JsonValues.JSON.createPointer(path);
    }
}
