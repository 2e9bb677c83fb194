package com.sexyresume.command.achievements;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An expression in CEL that holds or not of a user's counters and of what is counted at the moment (F05): checked when
 * it is defined, without loops, so that it takes no longer than it is long, and without any access to anything else.
 *
 * <p>It may name each {@link Counter} in lower case, an integer; {@code counted}, the counters that go up at this
 * moment, a list of texts; and {@code at}, when that happened, a timestamp in UTC.
 */
final class Criteria {

    /** Unicode code points. */
    static final int MAX_LENGTH = 500;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_ISSUES = 10;
    /** More than definitions there ever are; beyond it expressions are compiled each time. */
    private static final int MAX_COMPILED = 1_000;

    private static final String COUNTED = "counted";
    private static final String AT = "at";

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseErrorRecoveryLimit(MAX_ISSUES)
            .maxRegexProgramSize(1_000)
            .enableComprehension(false)
            .build();
    private static final CelCompiler COMPILER = compiler();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();
    private static final Map<String, Criteria> COMPILED = new ConcurrentHashMap<>();

    private final CelRuntime.Program program;
    private final Map<String, Long> targets;
    private final List<String> counters;

    private Criteria(CelRuntime.Program program, Map<String, Long> targets, List<String> counters) {
        this.program = program;
        this.targets = targets;
        this.counters = counters;
    }

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setResultType(SimpleType.BOOL)
                .addVar(COUNTED, ListType.create(SimpleType.STRING))
                .addVar(AT, SimpleType.TIMESTAMP);
        for (Counter counter : Counter.values()) {
            builder.addVar(counter.text(), SimpleType.INT);
        }
        return builder.build();
    }

    /**
     * Reads criteria.
     *
     * @throws InvalidExpression when they are not criteria
     */
    static Criteria parse(String text) {
        Criteria known = COMPILED.get(text);
        if (known != null) {
            return known;
        }
        Criteria compiled = compile(text);
        if (COMPILED.size() < MAX_COMPILED) {
            COMPILED.put(text, compiled);
        }
        return compiled;
    }

    /** Criteria that were recorded: empty when they name what is counted no longer, so that nobody fulfils them. */
    static Optional<Criteria> recorded(String text) {
        try {
            return Optional.of(parse(text));
        } catch (InvalidExpression _) {
            return Optional.empty();
        }
    }

    private static Criteria compile(String text) {
        CelValidationResult result = COMPILER.compile(text);
        if (result.hasError()) {
            throw new InvalidExpression(result.getErrors().stream()
                    .limit(MAX_ISSUES)
                    .map(Criteria::issue)
                    .toList());
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            Set<String> named = new TreeSet<>();
            collect(tree.getExpr(), named);
            Map<String, Long> targets = new TreeMap<>();
            target(tree.getExpr(), targets);
            return new Criteria(RUNTIME.createProgram(tree), Map.copyOf(targets), List.copyOf(named));
        } catch (CelValidationException | CelEvaluationException invalid) {
            throw new InvalidExpression(List.of(new InvalidExpression.Issue(1, 1, "cannot be evaluated")));
        }
    }

    private static InvalidExpression.Issue issue(CelIssue issue) {
        return new InvalidExpression.Issue(
                Math.max(1, issue.getSourceLocation().getLine()),
                Math.max(0, issue.getSourceLocation().getColumn()) + 1,
                issue.getMessage());
    }

    /** The counters that the expression names. */
    private static void collect(CelExpr expression, Set<String> named) {
        switch (expression.getKind()) {
            case IDENT -> {
                if (isCounter(expression.ident().name())) {
                    named.add(expression.ident().name());
                }
            }
            case CALL -> {
                expression.call().target().ifPresent(target -> collect(target, named));
                expression.call().args().forEach(argument -> collect(argument, named));
            }
            case LIST -> expression.list().elements().forEach(element -> collect(element, named));
            case SELECT -> collect(expression.select().operand(), named);
            case MAP ->
                expression.map().entries().forEach(entry -> {
                    collect(entry.key(), named);
                    collect(entry.value(), named);
                });
            default -> {}
        }
    }

    /** How far counters must come, in so far as each must reach a number. */
    private static void target(CelExpr expression, Map<String, Long> targets) {
        if (expression.getKind() != CelExpr.ExprKind.Kind.CALL
                || expression.call().args().size() != 2) {
            return;
        }
        CelExpr left = expression.call().args().get(0);
        CelExpr right = expression.call().args().get(1);
        switch (expression.call().function()) {
            case "_&&_" -> {
                target(left, targets);
                target(right, targets);
            }
            case "_>=_" -> target(left, right, 0, targets);
            case "_>_" -> target(left, right, 1, targets);
            case "_<=_" -> target(right, left, 0, targets);
            case "_<_" -> target(right, left, 1, targets);
            default -> {}
        }
    }

    private static void target(CelExpr counter, CelExpr number, int more, Map<String, Long> targets) {
        if (counter.getKind() == CelExpr.ExprKind.Kind.IDENT
                && isCounter(counter.ident().name())
                && number.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && number.constant().getKind() == CelConstant.Kind.INT64_VALUE
                && number.constant().int64Value() < Long.MAX_VALUE) {
            targets.merge(counter.ident().name(), number.constant().int64Value() + more, Math::max);
        }
    }

    private static boolean isCounter(String name) {
        for (Counter counter : Counter.values()) {
            if (counter.text().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Counters and the numbers that they must reach. */
    Map<String, Long> targets() {
        return targets;
    }

    /** The counters that they name, in their order. */
    List<String> counters() {
        return counters;
    }

    /**
     * Whether they hold; what cannot be evaluated, such as a division by 0, does not.
     *
     * @param totals of the counters by their names; 0 for those that are absent
     * @param counted the counters that go up at this moment
     */
    boolean hold(Map<String, Long> totals, List<String> counted, Instant at) {
        Map<String, Object> values = new HashMap<>();
        for (Counter counter : Counter.values()) {
            values.put(counter.text(), totals.getOrDefault(counter.text(), 0L));
        }
        values.put(COUNTED, new ArrayList<>(counted));
        values.put(AT, at);
        try {
            return program.eval(values) instanceof Boolean holds && holds;
        } catch (CelEvaluationException impossible) {
            return false;
        }
    }
}
