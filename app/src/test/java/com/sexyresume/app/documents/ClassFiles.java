package com.sexyresume.app.documents;

import com.sexyresume.deciding.Command;
import com.sexyresume.events.Claim;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.PseudoInstruction;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the methods of compiled classes make and say. */
public final class ClassFiles {

    private static final Set<String> SHARED = Set.of(
            "com/sexyresume/deciding", "com/sexyresume/language", "com/sexyresume/quotas", "com/sexyresume/sending");

    private final Map<String, ClassModel> classes = new TreeMap<>();

    public static ClassFiles in(Path... folders) throws IOException {
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
    public Collection<String> names() {
        return classes.keySet().stream().map(name -> name.replace('/', '.')).toList();
    }

    /** Whatever the methods of a class reach. */
    Reached reachedBy(Class<?> type) {
        ClassModel model = classes.get(internal(type.getName()));
        return reached(
                model.methods().stream()
                        .map(method -> new Member(
                                internal(type.getName()),
                                method.methodName().stringValue(),
                                method.methodType().stringValue()))
                        .toList(),
                null);
    }

    /** Whatever a method reaches. */
    public Reached reachedBy(Method method) {
        return reachedBy(method, null);
    }

    /** Whatever a method reaches; of a switch over commands, what it does with this one, or with any if it is null. */
    public Reached reachedBy(Method method, @Nullable Class<?> command) {
        return reached(
                List.of(new Member(
                        internal(method.getDeclaringClass().getName()),
                        method.getName(),
                        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                                .descriptorString())),
                command);
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

    /**
     * It follows calls and lambdas in the package, which is that of a context, and in those that all contexts share.
     */
    private Reached reached(List<Member> from, @Nullable Class<?> command) {
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
                    method.code().map(code -> reachable(code, command)).ifPresent(code -> {
                        code.forEach(element -> look(element, reached).stream()
                                .filter(called -> packageOf(called.owner()).equals(packageName)
                                        || SHARED.contains(packageOf(called.owner())))
                                .filter(called -> classes.containsKey(called.owner()))
                                .filter(seen::add)
                                .forEach(ahead::push));
                    });
                }
            }
        }
        return reached;
    }

    /** The code that is reached when a switch over commands is given this one; all of it when that is null. */
    private static List<CodeElement> reachable(CodeModel code, @Nullable Class<?> command) {
        List<CodeElement> elements = code.elementList();
        Map<Label, Integer> places = new HashMap<>();
        Function<Label, Integer> placeOf = label -> Objects.requireNonNull(places.get(label));
        Deque<Integer> ahead = new ArrayDeque<>(List.of(0));
        for (int place = 0; place < elements.size(); place++) {
            if (elements.get(place) instanceof LabelTarget target) {
                places.put(target.label(), place);
            }
        }
        elements.forEach(element -> {
            if (element instanceof ExceptionCatch caught) {
                ahead.add(placeOf.apply(caught.handler()));
            }
        });
        BitSet reached = new BitSet(elements.size());
        while (!ahead.isEmpty()) {
            int place = ahead.pop();
            if (place < elements.size() && !reached.get(place)) {
                reached.set(place);
                if (goesOn(elements.get(place))) {
                    ahead.push(place + 1);
                }
                targets(elements, place, command).forEach(label -> ahead.push(placeOf.apply(label)));
            }
        }
        return reached.stream().mapToObj(elements::get).toList();
    }

    private static boolean goesOn(CodeElement element) {
        return switch (element) {
            case BranchInstruction branch -> branch.opcode() != Opcode.GOTO && branch.opcode() != Opcode.GOTO_W;
            case LookupSwitchInstruction _, TableSwitchInstruction _, ReturnInstruction _, ThrowInstruction _ -> false;
            default -> true;
        };
    }

    private static List<Label> targets(List<CodeElement> elements, int place, @Nullable Class<?> command) {
        return switch (elements.get(place)) {
            case BranchInstruction branch -> List.of(branch.target());
            case LookupSwitchInstruction chosen ->
                targets(chosen.cases(), chosen.defaultTarget(), casesBefore(elements, place), command);
            case TableSwitchInstruction chosen ->
                targets(chosen.cases(), chosen.defaultTarget(), casesBefore(elements, place), command);
            default -> List.of();
        };
    }

    /** Of a switch over commands the first case that matches is the command's own. */
    private static List<Label> targets(
            List<SwitchCase> targets, Label otherwise, List<Class<?>> cases, @Nullable Class<?> command) {
        if (command == null || cases.isEmpty()) {
            return Stream.concat(targets.stream().map(SwitchCase::target), Stream.of(otherwise))
                    .toList();
        }
        return targets.stream()
                .filter(target -> target.caseValue() >= 0
                        && target.caseValue() < cases.size()
                        && cases.get(target.caseValue()).isAssignableFrom(command))
                .map(SwitchCase::target)
                .limit(1)
                .toList();
    }

    private static List<Class<?>> casesBefore(List<CodeElement> elements, int place) {
        int before = place - 1;
        while (elements.get(before) instanceof PseudoInstruction) {
            before--;
        }
        return elements.get(before) instanceof InvokeDynamicInstruction call ? commands(call) : List.of();
    }

    /** The types of a switch over commands; none of another one. */
    private static List<Class<?>> commands(InvokeDynamicInstruction call) {
        List<Class<?>> types = call.name().equalsString("typeSwitch")
                ? call.bootstrapArgs().stream()
                        .filter(ClassDesc.class::isInstance)
                        .<Class<?>>map(type -> type(((ClassDesc) type).descriptorString()))
                        .toList()
                : List.of();
        return types.stream().allMatch(Command.class::isAssignableFrom) ? types : List.of();
    }

    private static Class<?> type(String descriptor) {
        try {
            return Class.forName(
                    descriptor.replaceAll("^L|;$", "").replace('/', '.'), false, ClassFiles.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
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
            case InvokeInstruction call -> {
                if (name(call.owner()).equals(Claim.class.getName())
                        && call.name().equalsString("take")) {
                    reached.made().add(Claim.class.getName());
                }
                yield List.of(new Member(
                        call.owner().asInternalName(),
                        call.name().stringValue(),
                        call.type().stringValue()));
            }
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
            case DirectMethodHandleDesc called -> {
                String owner = called.owner().descriptorString().replaceAll("^L|;$", "");
                if (called.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR) {
                    reached.made().add(owner.replace('/', '.'));
                }
                yield Stream.of(new Member(owner, called.methodName(), called.lookupDescriptor()));
            }
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
     * @param made the names of the classes that it makes instances of, {@link Claim} among them if it takes one
     * @param texts its string constants
     */
    public record Reached(SortedSet<String> made, SortedSet<String> texts) {}
}
