package dev.vmsh.scenario;

import dev.vmsh.scenario.ModelSpec.Kind;
import dev.vmsh.scenario.ModelSpec.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the difference between two projects does to the rows of each model, worked out from the {@link ModelSpec}s alone: the columns with
 * other values, or {@link #ROWS} for rows that come or go. To be asked of the models in the order of their names, parents first.
 */
final class Effects {
    static final String ROWS = "*";

    private final Stamped before;
    private final Stamped after;
    private final Map<String, Set<String>> effects = new HashMap<>();

    /**
     * Models, and what was put on those that went back to what prod's table held once.
     *
     * @param stamps empty texts, or none, for models without
     */
    record Stamped(Map<String, ModelSpec> specs, Map<String, String> stamps) {
        /** What the rows of a model depend on besides those of its parents. */
        String text(String name) {
            ModelSpec spec = specs.get(name);
            String body = spec.kind() == Kind.SEED
                    ? spec.csv()
                    : spec.query(spec.kind().batched());
            // Whether changes count only from now on is a setting, and no row depends on it.
            Kind kind = spec.kind() == Kind.UNMANAGED ? Kind.APPENDED : spec.kind();
            return kind + " " + body + stamps.getOrDefault(name, "");
        }

        /** How many further columns a model has. */
        int columns(String name) {
            ModelSpec spec = specs.get(name);
            return stars(spec) ? columns(spec.parents().get(0)) : lists(spec) ? spec.more() : 0;
        }
    }

    Effects(Stamped before, Stamped after) {
        this.before = before;
        this.after = after;
    }

    /** @return none, if neither the model's edit nor the changes of what it reads reach its rows */
    Set<String> of(String name) {
        if (!effects.containsKey(name)) {
            effects.put(name, effect(name));
        }
        return effects.get(name);
    }

    /** Whether the model itself says what it said. */
    boolean sameText(String name) {
        return before.specs().containsKey(name) && before.text(name).equals(after.text(name));
    }

    boolean sameColumns(String name) {
        return before.columns(name) == after.columns(name);
    }

    private Set<String> effect(String name) {
        ModelSpec was = before.specs().get(name);
        ModelSpec is = after.specs().get(name);
        if (was == null) {
            return Set.of(ROWS);
        }
        var effect = new HashSet<String>();
        if (!sameText(name) && !onlyAdds(name)) {
            effect.addAll(edit(name));
        }
        effect.addAll(inherited(is));
        return bounded(is, effect);
    }

    /** Where rows are merged or kept by their values, another value may mean other rows. */
    private static Set<String> bounded(ModelSpec spec, Set<String> effect) {
        return effect.contains(ROWS) || (!effect.isEmpty() && spec.kind().merges()) ? Set.of(ROWS) : effect;
    }

    private boolean onlyAdds(String name) {
        ModelSpec was = before.specs().get(name);
        ModelSpec is = after.specs().get(name);
        boolean sameTint = was.more() == 0 || was.tint() == is.tint();
        boolean sameStamp =
                before.stamps().getOrDefault(name, "").equals(after.stamps().getOrDefault(name, ""));
        return lists(was)
                && lists(is)
                && is.more() > was.more()
                && sameTint
                && sameStamp
                && bare(was).equals(bare(is));
    }

    private static String bare(ModelSpec spec) {
        return new Stamped(Map.of(spec.name(), spec.with(spec.plus(), spec.above(), 0)), Map.of()).text(spec.name());
    }

    private Set<String> edit(String name) {
        ModelSpec was = before.specs().get(name);
        ModelSpec is = after.specs().get(name);
        if (was.kind() != is.kind()
                || !was.parents().equals(is.parents())
                || was.above() != is.above()
                || lists(was) != lists(is)
                || stars(was) != stars(is)
                || !before.stamps().getOrDefault(name, "").equals(after.stamps().getOrDefault(name, ""))) {
            return Set.of(ROWS);
        }
        var changed = new HashSet<String>();
        if (was.plus() != is.plus()) {
            changed.add("v");
        }
        if (lists(is)) {
            for (int i = 1; i <= Math.max(was.more(), is.more()); i++) {
                boolean there = i <= was.more() && i <= is.more();
                if (!there || was.tint() != is.tint()) {
                    changed.add("x" + i);
                }
            }
        }
        return changed;
    }

    private Set<String> inherited(ModelSpec spec) {
        var changed = new HashSet<String>();
        for (int i = 0; i < spec.parents().size(); i++) {
            Set<String> parent = of(spec.parents().get(i));
            if (parent.contains(ROWS)) {
                return Set.of(ROWS);
            }
            if (stars(spec)) {
                changed.addAll(i == 0 ? parent : Set.of());
            } else if (parent.contains("v")) {
                changed.add("v");
            }
        }
        return changed;
    }

    private static boolean stars(ModelSpec spec) {
        return spec.shape() == Shape.STAR && !spec.parents().isEmpty();
    }

    private static boolean lists(ModelSpec spec) {
        return !stars(spec) && (spec.kind() == Kind.SEED || spec.shape() != Shape.GROUPED);
    }

    /** What a model is made of, all the way up: two of them have the same rows exactly if this is the same. */
    record Version(String name, String text, List<Version> parents) {
        static Version of(Stamped models, String name) {
            return new Version(
                    name,
                    models.text(name),
                    models.specs().get(name).parents().stream()
                            .map(parent -> of(models, parent))
                            .toList());
        }
    }
}
