package dev.vmsh.project.lint;

import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.SqlText;
import dev.vmsh.project.lint.Rule.Complaint;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules that there are; names and meaning as in SQLMesh. */
public final class BuiltInRules {
    /** Stands for every rule in configuration. */
    public static final String ALL = "all";

    static final List<Rule> RULES = List.of(
            new Rule("noselectstar", "The outermost query names its columns", BuiltInRules::noSelectStar),
            new Rule(
                    "invalidselectstarexpansion",
                    "A star is over tables whose columns are known",
                    BuiltInRules::invalidSelectStarExpansion),
            new Rule(
                    "ambiguousorinvalidcolumn",
                    "Every column is in exactly one of the tables read",
                    BuiltInRules::ambiguousOrInvalidColumn),
            new Rule("nomissingaudits", "Every model has an audit", BuiltInRules::noMissingAudits),
            new Rule("nomissingunittest", "Every model has a unit test", BuiltInRules::noMissingUnitTest),
            new Rule(
                    "nomissingexternalmodels",
                    "Every table that is read is a model, or listed as external",
                    BuiltInRules::noMissingExternalModels),
            new Rule(
                    "noambiguousprojections",
                    "Every output column has a name of its own",
                    BuiltInRules::noAmbiguousProjections));

    private BuiltInRules() {}

    /** Names of the rules, lower case, in the order in which they are checked. */
    public static List<String> names() {
        return RULES.stream().map(Rule::name).toList();
    }

    private static List<Complaint> noSelectStar(Model model, Subject subject) {
        SqlText query = model.statements().query();
        if (query == null) {
            return List.of();
        }
        // What a Jinja body selects shows only when it is rendered, and then without its lines.
        String text = query.jinja() ? model.facts().query() : query.text();
        OptionalInt star = SelectStars.in(text, model.dialect()).outermost();
        if (star.isEmpty()) {
            return List.of();
        }
        long linesBefore = query.jinja()
                ? 0
                : text.substring(0, star.getAsInt())
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return List.of(new Complaint(
                query.line() + (int) linesBefore,
                "The query selects *; name the columns, so that they change only here"));
    }

    private static List<Complaint> invalidSelectStarExpansion(Model model, Subject subject) {
        boolean starNotExpanded = model.facts().columns().isEmpty()
                && SelectStars.in(model.facts().query(), model.dialect()).any();
        if (!starNotExpanded) {
            return List.of();
        }
        String unknown = model.facts().dependencies().stream()
                .filter(table -> !subject.hasKnownColumns(table))
                .sorted()
                .map(TableName::toString)
                .collect(Collectors.joining(", "));
        return unknown.isEmpty()
                ? List.of()
                : List.of(atQuery(
                        model,
                        "The query selects * from tables whose columns are not known: %s; 'create_external_models' records them"
                                .formatted(unknown)));
    }

    private static List<Complaint> ambiguousOrInvalidColumn(Model model, Subject subject) {
        return subject.query(model)
                .map(query -> query.columnFaults(subject.schemas(model)).stream()
                        .map(fault -> atQuery(model, Character.toUpperCase(fault.charAt(0)) + fault.substring(1)))
                        .toList())
                .orElse(List.of());
    }

    private static List<Complaint> noMissingAudits(Model model, Subject subject) {
        boolean exempt = model.kind() instanceof Kind.External || model.kind() instanceof Kind.Embedded;
        return exempt || !model.properties().audits().isEmpty()
                ? List.of()
                : List.of(new Complaint(
                        model.line(), "The model has no audits; add some: audits (not_null(columns := (id)))"));
    }

    private static List<Complaint> noMissingUnitTest(Model model, Subject subject) {
        boolean testable = model.statements().query() != null;
        return !testable || subject.isTested(model)
                ? List.of()
                : List.of(new Complaint(model.line(), "No unit test names the model; 'create_test' writes one"));
    }

    private static List<Complaint> noMissingExternalModels(Model model, Subject subject) {
        return model.facts().dependencies().stream()
                .filter(table -> !subject.isModel(table))
                .sorted()
                .map(table -> atQuery(
                        model,
                        "%s is neither a model nor in external_models.yaml; 'create_external_models' records it"
                                .formatted(table)))
                .toList();
    }

    private static List<Complaint> noAmbiguousProjections(Model model, Subject subject) {
        List<String> names = model.facts().columns().orElse(List.of()).stream()
                .map(Column::name)
                .toList();
        var complaints = new ArrayList<Complaint>();
        Set<String> seen = new HashSet<>();
        for (int position = 0; position < names.size(); position++) {
            String name = names.get(position);
            if (name.equals("_col_" + position)) {
                complaints.add(atQuery(model, "Output column %d has no name; write AS name".formatted(position + 1)));
            } else if (!seen.add(name)) {
                complaints.add(atQuery(model, "Two output columns are called '%s'; rename one".formatted(name)));
            }
        }
        return complaints;
    }

    private static Complaint atQuery(Model model, String message) {
        SqlText query = model.statements().query();
        return new Complaint(query == null || query.line() == 0 ? model.line() : query.line(), message);
    }
}
