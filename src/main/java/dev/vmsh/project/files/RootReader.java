package dev.vmsh.project.files;

import dev.vmsh.macro.MacroExpander;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.problem.Problem;
import dev.vmsh.problem.ProjectException;
import dev.vmsh.project.ConnectionSettings;
import dev.vmsh.project.Gateway;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelFacts;
import dev.vmsh.project.SeedFile;
import dev.vmsh.project.definition.AuditReader;
import dev.vmsh.project.definition.Draft;
import dev.vmsh.project.definition.ModelDefaults;
import dev.vmsh.project.definition.ModelReader;
import dev.vmsh.project.definition.Problems;
import dev.vmsh.project.definition.Source;
import dev.vmsh.project.definition.Surroundings;
import dev.vmsh.sql.FallbackParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the files of one project root define, as one gateway sees it. Used once. */
final class RootReader {
    private final Path primary;
    private final Path root;
    private final Settings settings;
    private final Map<String, String> environment;
    private final Gateway gateway;
    private final Problems problems;
    private final ProjectFiles files;
    private final Surroundings surroundings;
    private final ModelReader models;
    private final SeedReader seeds = new SeedReader();

    /** @param primary the first root, from which all paths are shown */
    RootReader(
            Path primary,
            Path root,
            Settings settings,
            Map<String, String> environment,
            Gateway gateway,
            Map<String, MacroValue> overrides,
            FallbackParser fallback,
            Problems problems) {
        this.primary = primary;
        this.root = root;
        this.settings = settings;
        this.environment = environment;
        this.gateway = gateway;
        this.problems = problems;
        this.files = new ProjectFiles(root, settings.ignorePatterns());
        this.surroundings = surroundings(overrides);
        this.models = new ModelReader(surroundings, fallback, problems);
    }

    private Surroundings surroundings(Map<String, MacroValue> overrides) {
        var views = new HashMap<String, Surroundings.GatewayView>();
        settings.config()
                .gateways()
                .forEach((name, each) -> views.put(
                        name, new Surroundings.GatewayView(each.variables(), each.connection().defaultCatalog())));
        views.putIfAbsent(
                gateway.name(),
                new Surroundings.GatewayView(gateway.variables(), gateway.connection().defaultCatalog()));
        return new Surroundings(
                settings.config().dialect(),
                settings.defaults().getOrDefault(gateway.name(), ModelDefaults.NONE),
                settings.inferNames(),
                settings.config().timeColumnFormat(),
                gateway.name(),
                views,
                settings.config().variables(),
                overrides,
                jinjaMacros());
    }

    private List<String> jinjaMacros() {
        return files.below("macros", ".sql").stream()
                .map(file -> ConfigFiles.text(file.path(), shown(file.path())))
                .toList();
    }

    ModelReader modelReader() {
        return models;
    }

    /** The models of all model files. */
    List<Draft> drafts() {
        var drafts = new ArrayList<Draft>();
        for (ProjectFiles.Found file : files.below("models", ".sql")) {
            text(file.path()).ifPresent(text -> models.read(new Source(shown(file.path()), text)).stream()
                    .flatMap(draft -> withSeed(draft).stream())
                    .forEach(drafts::add));
        }
        return drafts;
    }

    List<AuditReader.Defined> audits() {
        var reader = new AuditReader(surroundings, new MacroExpander(), problems);
        var audits = new ArrayList<AuditReader.Defined>();
        for (ProjectFiles.Found file : files.below("audits", ".sql")) {
            text(file.path()).ifPresent(text -> audits.addAll(reader.readFile(new Source(shown(file.path()), text))));
        }
        return audits;
    }

    /** The external models that the gateway sees. */
    List<Model> externalModels() {
        var found = new ArrayList<Path>();
        Path list = root.resolve("external_models.yaml");
        Path legacy = root.resolve("schema.yaml");
        if (Files.isRegularFile(list)) {
            found.add(list);
        } else if (Files.isRegularFile(legacy)) {
            found.add(legacy);
        }
        files.allBelow("external_models", ".yaml").forEach(file -> found.add(file.path()));
        var reader = new ExternalModelsReader(
                gateway.name(),
                gateway.connection().defaultCatalog(),
                settings.config().dialect(),
                shown(list),
                problems);
        for (Path file : found) {
            try {
                String text = ConfigFiles.text(file, shown(file));
                reader.add(YamlReader.read(shown(file), ConfigFiles.rendered(text, shown(file), environment)));
            } catch (ProjectException e) {
                problems.addAll(e.problems());
            }
        }
        return List.copyOf(reader.models().values());
    }

    /** With what its CSV file holds; empty if that cannot be read. */
    private Optional<Draft> withSeed(Draft draft) {
        Model model = draft.model();
        if (!(model.kind() instanceof Kind.Seed seed)) {
            return Optional.of(draft);
        }
        try {
            Path path = seedPath(model.file(), seed.file().path());
            SeedReader.Description described =
                    seeds.describe(path.toString(), shown(path), seed.file().settings(), model.dialect());
            return SeedColumns.checked(model, described, problems).map(columns -> {
                ModelFacts facts = model.facts();
                return new Draft(
                        model.with(new Kind.Seed(described.file(), seed.batchRows()))
                                .with(facts.with(Optional.of(columns))),
                        null,
                        false,
                        draft.audits());
            });
        } catch (ProjectException e) {
            e.problems().forEach(problem -> problems.add(
                    problem.line() > 0 ? problem : new Problem(
                            model.file(), model.line(), 0, problem.message(), problem.remedy())));
            return Optional.empty();
        }
    }

    private Path seedPath(String modelFile, String written) {
        if (written.startsWith("$root/")) {
            return root.resolve(written.substring("$root/".length())).normalize();
        }
        return primary.resolve(modelFile).resolveSibling(written).normalize();
    }

    private Optional<String> text(Path file) {
        try {
            return Optional.of(ConfigFiles.text(file, shown(file)));
        } catch (ProjectException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** A path as messages and models have it: from the first root, with slashes. */
    String shown(Path file) {
        return primary.relativize(file).toString().replace('\\', '/');
    }
}
