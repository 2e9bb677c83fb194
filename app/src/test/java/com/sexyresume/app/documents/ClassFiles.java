package com.sexyresume.app.documents;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the methods of compiled classes make and say. */
final class ClassFiles {

    private final Map<String, ClassModel> classes = new TreeMap<>();

    static ClassFiles in(Path... folders) throws IOException {
        ClassFiles files = new ClassFiles();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file :
                        all.filter(path -> path.toString().endsWith(".class")).toList()) {
                    ClassModel model = ClassFile.of().parse(file);
                    files.classes.put(model.thisClass().asInternalName(), model);
                }
            }
        }
        return files;
    }

    /** The names of all classes, as {@link Class#getName()} has them. */
    Collection<String> names() {
        return classes.keySet().stream().map(name -> name.replace('/', '.')).toList();
    }

    /** Whatever the methods of a class reach. */
    Reached reachedBy(Class<?> type) {
        ClassModel model = classes.get(internal(type.getName()));
        return reached(model.methods().stream()
                .map(method -> new Member(
                        internal(type.getName()),
                        method.methodName().stringValue(),
                        method.methodType().stringValue()))
                .toList());
    }

    /** Whatever a method reaches. */
    Reached reachedBy(java.lang.reflect.Method method) {
        return reached(List.of(new Member(
                internal(method.getDeclaringClass().getName()),
                method.getName(),
                java.lang.invoke.MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                        .descriptorString())));
    }

    /** The top-level classes that make instances of a class. */
    SortedSet<String> makersOf(String className) {
        SortedSet<String> makers = new TreeSet<>();
        for (ClassModel model : classes.values()) {
            boolean makes = model.methods().stream()
                    .flatMap(method -> method.code().stream())
                    .flatMap(CodeModel::elementStream)
                    .anyMatch(element -> element instanceof NewObjectInstruction made
                            && name(made.className()).equals(className));
            if (makes) {
                makers.add(name(model.thisClass()).replaceFirst("\\$.*", ""));
            }
        }
        return makers;
    }

    /** It follows calls and lambdas as long as they stay in the package, which is that of a context. */
    private Reached reached(List<Member> from) {
        Reached reached = new Reached(new TreeSet<>(), new TreeSet<>());
        Set<Member> seen = new HashSet<>(from);
        Deque<Member> ahead = new ArrayDeque<>(from);
        String packageName = packageOf(from.getFirst().owner());
        while (!ahead.isEmpty()) {
            Member member = ahead.pop();
            ClassModel model = classes.get(member.owner());
            for (MethodModel method : model.methods()) {
                if (method.methodName().equalsString(member.name())
                        && method.methodType().equalsString(member.type())) {
                    method.code()
                            .ifPresent(code -> code.forEach(element -> look(element, reached).stream()
                                    .filter(called -> packageOf(called.owner()).equals(packageName))
                                    .filter(called -> classes.containsKey(called.owner()))
                                    .filter(seen::add)
                                    .forEach(ahead::push)));
                }
            }
        }
        return reached;
    }

    private static List<Member> look(CodeElement element, Reached reached) {
        return switch (element) {
            case NewObjectInstruction made -> {
                reached.made().add(name(made.className()));
                yield List.of();
            }
            case ConstantInstruction constant
            when constant.constantValue() instanceof String text -> {
                reached.texts().add(text);
                yield List.of();
            }
            case InvokeInstruction call ->
                List.of(new Member(
                        call.owner().asInternalName(),
                        call.name().stringValue(),
                        call.type().stringValue()));
            case InvokeDynamicInstruction call ->
                call.bootstrapArgs().stream()
                        .flatMap(argument -> look(argument, reached))
                        .toList();
            default -> List.of();
        };
    }

    /** A lambda, a method reference, or the text of a concatenation. */
    private static Stream<Member> look(ConstantDesc argument, Reached reached) {
        return switch (argument) {
            case String text -> {
                reached.texts().add(text);
                yield Stream.of();
            }
            case DirectMethodHandleDesc called ->
                Stream.of(new Member(
                        called.owner().descriptorString().replaceAll("^L|;$", ""),
                        called.methodName(),
                        called.lookupDescriptor()));
            default -> Stream.of();
        };
    }

    private static String name(ClassEntry entry) {
        return entry.asInternalName().replace('/', '.');
    }

    private static String internal(String name) {
        return name.replace('.', '/');
    }

    private static String packageOf(String internalName) {
        return internalName.substring(0, Math.max(0, internalName.lastIndexOf('/')));
    }

    private record Member(String owner, String name, String type) {}

    /**
     * What a method does, and all that it calls in its package.
     *
     * @param made the names of the classes that it makes instances of
     * @param texts its string constants
     */
    record Reached(SortedSet<String> made, SortedSet<String> texts) {}
}
