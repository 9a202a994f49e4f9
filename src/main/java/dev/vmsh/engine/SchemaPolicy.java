package dev.vmsh.engine;

import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Kind.OnChange;
import dev.vmsh.project.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a model's kind allows to be done to a table in place. */
public record SchemaPolicy(OnChange onDestructive, OnChange onAdditive) {
    /**
     * What is left of some changes.
     *
     * @param changes to be applied, in order
     * @param warnings to be shown, one for each change that asks for it
     */
    public record Allowed(List<SchemaChange> changes, List<String> warnings) {
        public Allowed {
            changes = List.copyOf(changes);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Leaves out what is to be ignored.
     *
     * @param model whose table it is, for messages
     * @throws VmshException if a change is not allowed; names all of those
     */
    public Allowed apply(Model model, List<SchemaChange> changes) {
        refuse(model, changes, true);
        refuse(model, changes, false);
        var allowed = new ArrayList<SchemaChange>();
        var warnings = new ArrayList<String>();
        for (SchemaChange change : changes) {
            OnChange policy = policy(change.destructive());
            if (policy != OnChange.IGNORE) {
                allowed.add(change);
            }
            if (policy == OnChange.WARN) {
                warnings.add("%s: %s".formatted(model.name(), change.description()));
            }
        }
        return new Allowed(allowed, warnings);
    }

    private void refuse(Model model, List<SchemaChange> changes, boolean destructive) {
        String refused = changes.stream()
                .filter(change -> change.destructive() == destructive)
                .map(SchemaChange::description)
                .collect(Collectors.joining(", "));
        if (policy(destructive) == OnChange.ERROR && !refused.isEmpty()) {
            String sort = destructive ? "destructive" : "additive";
            throw new VmshException(
                    "%s:%d: the table of %s would change in place, which its kind forbids: %s"
                            .formatted(model.file(), model.line(), model.name(), refused),
                    "Run plan with --allow-%1$s-model %2$s, or set on_%1$s_change in its kind"
                            .formatted(sort, model.name()));
        }
    }

    private OnChange policy(boolean destructive) {
        return destructive ? onDestructive : onAdditive;
    }
}
