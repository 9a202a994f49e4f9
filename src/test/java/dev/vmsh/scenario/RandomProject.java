package dev.vmsh.scenario;

import dev.vmsh.scenario.ModelSpec.Kind;
import dev.vmsh.scenario.ModelSpec.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The files of a random project. A model only reads models whose names come before its own. */
final class RandomProject {
    private static final int MOST_MODELS = 8;

    private final Path folder;
    private final Random random;
    private final boolean inPlace;
    private Map<String, ModelSpec> models = new TreeMap<>();

    /** @param inPlace whether there may be models whose changes are forward-only */
    RandomProject(Path folder, Place place, Random random, boolean inPlace) {
        this.folder = folder;
        this.random = random;
        this.inPlace = inPlace;
        write("config.yaml", """
                gateways:
                  main:
                %smodel_defaults:
                  dialect: %s
                  start: '2024-01-01'
                """.formatted(place.gatewaySettings(folder), place.dialect()));
        int count = 3 + random.nextInt(MOST_MODELS - 4);
        for (int i = 0; i < count; i++) {
            add();
        }
        save();
    }

    boolean inPlace() {
        return inPlace;
    }

    /** The models as they are now, by name and in the order of their names: a seed tells the same story each time. */
    Map<String, ModelSpec> models() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(models));
    }

    /** Makes the files say what they said once. */
    void restore(Map<String, ModelSpec> earlier) {
        models = new TreeMap<>(earlier);
        save();
    }

    /**
     * Changes something.
     *
     * @return what, for people
     */
    String edit() {
        String what = models.isEmpty() ? add() : change();
        save();
        return what;
    }

    /** Changes something that no row depends on. */
    String restyle() {
        ModelSpec model = any();
        put(model.with(model.owner().equals("bob") ? "eve" : "bob", model.layout()));
        ModelSpec other = any();
        put(other.with(other.owner(), (other.layout() + 1) % 3));
        save();
        return "owner of " + model.name() + ", layout of " + other.name();
    }

    private String change() {
        ModelSpec model = any();
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> {
                put(model.with(model.plus() + 1 + random.nextInt(2), model.above(), model.more()));
                yield "literal of " + model.name();
            }
            case 3, 4 -> {
                put(model.with(model.plus(), (model.above() + 1) % 3, model.more()));
                yield "filter of " + model.name();
            }
            case 5, 6, 7 -> {
                put(model.with(model.plus(), model.above(), model.more() + 1));
                yield "column of " + model.name();
            }
            case 8 -> models.size() < MOST_MODELS ? add() : drop();
            case 9 -> models.size() > 2 ? drop() : add();
            case 10 -> rekind(model);
            default -> reshape(model);
        };
    }

    private String rekind(ModelSpec model) {
        if (model.kind() == Kind.SEED || model.kind() == Kind.HISTORY) {
            return "nothing";
        }
        Kind kind = kind(model.parents().isEmpty());
        put(model.with(kind == Kind.SEED ? Kind.FULL : kind));
        return "kind of " + model.name();
    }

    private String reshape(ModelSpec model) {
        if (model.kind() == Kind.SEED) {
            return "nothing";
        }
        put(model.with(shape(model.parents().isEmpty())));
        return "shape of " + model.name();
    }

    private String add() {
        String name = null;
        for (char letter = 'a'; letter <= 'z' && name == null; letter++) {
            boolean free = !models.containsKey(String.valueOf(letter));
            name = free && (random.nextInt(3) > 0 || models.isEmpty()) ? String.valueOf(letter) : null;
        }
        if (name == null) {
            return "nothing";
        }
        List<String> parents = parents(name);
        Kind kind = inPlace && !parents.isEmpty() && random.nextInt(8) == 0 ? Kind.HISTORY : kind(parents.isEmpty());
        boolean listed = parents.isEmpty() || kind == Kind.SEED;
        put(new ModelSpec(
                name, kind, kind == Kind.SEED ? List.of() : parents, 0, 0, random.nextInt(2), 0, shape(listed), "", 0));
        return "new " + name;
    }

    private List<String> parents(String name) {
        var before = new ArrayList<>(models.keySet().stream()
                .filter(other -> other.compareTo(name) < 0)
                .filter(other -> models.get(other).kind() != Kind.HISTORY)
                .toList());
        var parents = new ArrayList<String>();
        int wanted = random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(2);
        while (parents.size() < wanted && !before.isEmpty()) {
            parents.add(before.remove(random.nextInt(before.size())));
        }
        return parents;
    }

    private Shape shape(boolean listed) {
        List<Shape> shapes = listed ? List.of(Shape.LISTED) : List.of(Shape.LISTED, Shape.STAR, Shape.GROUPED);
        return shapes.get(random.nextInt(shapes.size()));
    }

    private Kind kind(boolean source) {
        List<Kind> kinds = new ArrayList<>(
                source
                        ? List.of(Kind.SEED, Kind.BY_TIME, Kind.LATE, Kind.FULL)
                        : List.of(
                                Kind.FULL,
                                Kind.VIEW,
                                Kind.EMBEDDED,
                                Kind.BY_TIME,
                                Kind.LATE,
                                Kind.BY_KEY,
                                Kind.APPENDED));
        if (inPlace && !source) {
            kinds.addAll(List.of(Kind.BY_PARTITION, Kind.UNMANAGED));
        }
        return kinds.get(random.nextInt(kinds.size()));
    }

    /** Removes a model; those that read it read something else from now on. */
    private String drop() {
        ModelSpec gone = any();
        models.remove(gone.name());
        for (ModelSpec model : List.copyOf(models.values())) {
            if (model.parents().contains(gone.name())) {
                var others = new ArrayList<>(model.parents());
                others.remove(gone.name());
                ModelSpec left = model.with(others);
                put(others.isEmpty() ? left.with(Shape.LISTED).with(Kind.BY_TIME) : left);
            }
        }
        return "no more " + gone.name();
    }

    private ModelSpec any() {
        var all = new ArrayList<>(models.values());
        return all.get(random.nextInt(all.size()));
    }

    private void put(ModelSpec model) {
        models.put(model.name(), model);
    }

    private void save() {
        try {
            for (String name : List.of(
                    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t",
                    "u", "v", "w", "x", "y", "z")) {
                Files.deleteIfExists(folder.resolve("models/" + name + ".sql"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (ModelSpec model : models.values()) {
            write("models/" + model.name() + ".sql", model.file());
            if (model.kind() == Kind.SEED) {
                write("seeds/" + model.name() + ".csv", model.csv());
            }
        }
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
