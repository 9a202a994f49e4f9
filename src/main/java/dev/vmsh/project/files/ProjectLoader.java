package dev.vmsh.project.files;

import dev.vmsh.macro.MacroValue;
import dev.vmsh.problem.NearName;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.Audit;
import dev.vmsh.project.Config;
import dev.vmsh.project.Gateway;
import dev.vmsh.project.GeneratedFiles;
import dev.vmsh.project.LeftOut;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.ProjectSource;
import dev.vmsh.project.UnitTest;
import dev.vmsh.project.definition.AuditReader;
import dev.vmsh.project.definition.Draft;
import dev.vmsh.project.definition.Problems;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.sql.TableName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a project from its folders: configuration, models, audits, external models, seeds. Either the whole project comes out, or every
 * fault that was found. Safe for threads; one load at a time, and nobody who asks for the configuration waits for it.
 */
public final class ProjectLoader implements ProjectSource {
    private final List<Path> roots;
    private final Map<String, String> environment;
    private final Path home;
    private final SqlParsers parsers;
    private final Map<String, MacroValue> overrides;
    private final boolean skipPython;
    private final FileStamps stamps = new FileStamps();
    private ModelCache cache;

    /**
     * @param roots the project's folders; the first one's configuration says where state and data are
     * @param environment variables of the process
     * @param home the user's home folder
     * @param overrides project variables given on the command line
     * @param skipPython leaves out what needs Python instead of refusing the project
     */
    public ProjectLoader(
            List<Path> roots,
            Map<String, String> environment,
            Path home,
            SqlParsers parsers,
            Map<String, String> overrides,
            boolean skipPython) {
        if (roots.isEmpty()) {
            throw new UsageException("No project folder was given", "Use --project DIR");
        }
        this.roots =
                roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.parsers = parsers;
        var values = new HashMap<String, MacroValue>();
        overrides.forEach((name, text) -> values.put(name.toLowerCase(Locale.ROOT), new MacroValue.Text(text)));
        this.overrides = Map.copyOf(values);
        this.skipPython = skipPython;
    }

    /** Does not wait for a load: the configuration is what the first thing typed needs, and a load may parse a thousand files. */
    @Override
    public Config config() {
        var problems = new Problems();
        Settings settings = settings(roots.get(0), problems).settings();
        problems.throwIfAny();
        return settings.config();
    }

    @Override
    public Project load(String gateway) {
        return load(gateway, Set.of());
    }

    @Override
    public synchronized Project load(String gatewayName, Set<TableName> there) {
        var problems = new Problems();
        List<Root> configured =
                roots.stream().map(root -> settings(root, problems)).toList();
        problems.throwIfAny();
        Config config = configured.get(0).settings().config();
        Gateway gateway = gateway(config, gatewayName);
        if (cache == null) {
            cache = new ModelCache(roots.get(0)
                    .resolve(configured.get(0).settings().cacheDirectory())
                    .resolve("vmsh/models.cache"));
        }
        var parts = new ArrayList<RootModels>();
        var audits = new ArrayList<AuditReader.Defined>();
        var externals = new ArrayList<Model>();
        var skipped = new SkippedPython();
        var beforeAll = new ArrayList<String>();
        var afterAll = new ArrayList<String>();
        for (Root root : configured) {
            RootReader reader = reader(root, gateway, skipped, problems);
            beforeAll.addAll(
                    reader.statements("before_all", root.settings().config().beforeAll()));
            afterAll.addAll(
                    reader.statements("after_all", root.settings().config().afterAll()));
            parts.add(new RootModels(reader, reader.modelFiles(cache, stamps)));
            audits.addAll(reader.audits());
            externals.addAll(reader.externalModels());
        }
        Map<TableName, Model> models = new Completion(parts, externals, cache, problems).run();
        Map<String, Audit> projectAudits = new LinkedHashMap<>();
        Map<String, Audit> standalone = new LinkedHashMap<>();
        audits.forEach(each -> (each.standalone() ? standalone : projectAudits)
                .put(each.audit().name(), each.audit()));
        parts.stream().flatMap(RootModels::drafts).forEach(draft -> draft.audits()
                .forEach(audit -> projectAudits.put(draft.model().name() + "/" + audit.name(), audit)));
        var checks = new ProjectChecks(projectAudits, skipPython, problems);
        checks.check(models.values(), standalone.keySet());
        parts.forEach(part -> {
            if (skipPython) {
                part.reader().pythonModels().forEach(skipped::model);
            }
        });
        LeftOut leftOut = skipped.leaveReadersOut(models, there);
        if (!skipPython) {
            parts.forEach(part -> checks.checkPythonModels(part.reader().pythonModels(), models.values()));
        }
        cache.save(parts.stream().map(part -> part.reader().surroundingsKey()).toList());
        problems.throwIfAny();
        return Project.of(
                        roots.get(0).toString(),
                        config.withStatements(beforeAll, afterAll),
                        gateway,
                        models,
                        projectAudits,
                        standalone)
                .with(new GitChanges(roots.get(0)))
                .without(leftOut);
    }

    @Override
    public synchronized List<UnitTest> tests() {
        var problems = new Problems();
        List<Root> configured =
                roots.stream().map(root -> settings(root, problems)).toList();
        problems.throwIfAny();
        Gateway gateway = gateway(configured.get(0).settings().config(), null);
        var tests = new ArrayList<UnitTest>();
        configured.forEach(root -> tests.addAll(
                reader(root, gateway, new SkippedPython(), problems).tests()));
        problems.throwIfAny();
        return List.copyOf(tests);
    }

    @Override
    public Optional<GeneratedFiles> generated() {
        return Optional.of(new GeneratedYaml(roots.get(0), config().dialect()));
    }

    private RootReader reader(Root root, Gateway gateway, SkippedPython skipped, Problems problems) {
        return new RootReader(
                roots.get(0),
                root.path(),
                root.settings(),
                root.environment(),
                gateway,
                overrides,
                parsers,
                skipPython,
                skipped,
                problems);
    }

    /** A root and its configuration. */
    private record Root(Path path, Settings settings, Map<String, String> environment) {}

    private Root settings(Path root, Problems problems) {
        ConfigFiles.Merged merged = new ConfigFiles(root, home, environment).read();
        Settings settings = new ConfigReader(merged.tree(), merged.file(), root, problems).read();
        return new Root(root, settings, merged.environment());
    }

    private static Gateway gateway(Config config, String name) {
        String wanted = name == null ? config.defaultGateway() : name.toLowerCase(Locale.ROOT);
        Gateway gateway = config.gateways().get(wanted);
        if (gateway == null) {
            throw new UsageException(
                    "There is no gateway '%s'".formatted(wanted),
                    NearName.hintOrAll(wanted, config.gateways().keySet()));
        }
        return gateway;
    }

    /** A root's reader, and the models of its files. */
    record RootModels(RootReader reader, List<ModelFiles.FileModels> files) {
        Stream<Draft> drafts() {
            return files.stream().flatMap(file -> file.models().stream()).map(Kept::draft);
        }
    }
}
