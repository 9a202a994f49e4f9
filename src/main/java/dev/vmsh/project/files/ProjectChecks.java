package dev.vmsh.project.files;

import dev.vmsh.problem.NearName;
import dev.vmsh.problem.Problem;
import dev.vmsh.project.Audit;
import dev.vmsh.project.AuditCall;
import dev.vmsh.project.BuiltInAudits;
import dev.vmsh.project.Model;
import dev.vmsh.project.definition.Problems;
import dev.vmsh.sql.TableName;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What can only be judged when the whole project is known. */
final class ProjectChecks {
    private static final Set<String> SIGNALS = Set.of("freshness");

    private final Map<String, Audit> audits;
    private final boolean skipPython;
    private final Problems problems;

    /** @param audits of the project, with those of model files as {@code model/audit} */
    ProjectChecks(Map<String, Audit> audits, boolean skipPython, Problems problems) {
        this.audits = audits;
        this.skipPython = skipPython;
        this.problems = problems;
    }

    void check(Collection<Model> models, Set<String> standaloneAudits) {
        var columns = new ColumnChecks(problems);
        for (Model model : models) {
            model.properties().audits().forEach(call -> checkAudit(model, call));
            columns.check(model);
            checkPinnedVersion(model);
            checkSignals(model);
            if (standaloneAudits.contains(model.name().toString())) {
                note(model, "A standalone audit is called %s too".formatted(model.name()), "Rename one of the two");
            }
        }
    }

    private void checkAudit(Model model, AuditCall call) {
        boolean known = BuiltInAudits.contains(call.name())
                || audits.containsKey(call.name())
                || audits.containsKey(model.name() + "/" + call.name());
        if (!known) {
            var names = new TreeSet<>(BuiltInAudits.names());
            audits.keySet().forEach(name -> names.add(name.substring(name.lastIndexOf('/') + 1)));
            note(
                    model,
                    "There is no audit '%s'".formatted(call.name()),
                    NearName.of(call.name(), names)
                            .map("Did you mean '%s'?"::formatted)
                            .orElse("Write it as an AUDIT block in audits/, or use a built-in one"));
        }
    }

    private void checkPinnedVersion(Model model) {
        if (model.properties().physicalVersion() != null && !model.kind().forwardOnly()) {
            note(
                    model,
                    "physical_version pins the table of a forward-only model, and this model is none",
                    "Remove it, or write forward_only true in the kind");
        }
    }

    private void checkSignals(Model model) {
        String unknown = model.properties().signals().stream()
                .filter(signal -> !SIGNALS.contains(signal))
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty() && !skipPython) {
            note(
                    model,
                    "Signals are Python functions and cannot be run here: " + unknown,
                    "Remove signals from the model, or open the project with --skip-python to ignore them");
        }
    }

    private void note(Model model, String message, String remedy) {
        problems.add(new Problem(model.file(), model.line(), 0, message, remedy));
    }

    /** Notes what reads a model that Python defines. */
    void checkPythonModels(Map<TableName, String> pythonModels, Collection<Model> models) {
        pythonModels.forEach((name, file) -> {
            String readers = models.stream()
                    .filter(model -> model.facts().dependencies().contains(name))
                    .map(model -> model.name().toString())
                    .sorted()
                    .collect(Collectors.joining(", "));
            problems.add(new Problem(
                    file,
                    1,
                    0,
                    "%s is a Python model and cannot be run here".formatted(name)
                            + (readers.isEmpty() ? "" : "; it is read by " + readers),
                    "Rewrite it in SQL, or open the project with --skip-python to leave it out"));
        });
    }
}
