package dev.vmsh.project.definition;

import dev.vmsh.macro.MacroExpander;
import dev.vmsh.macro.MacroScope;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.problem.NearName;
import dev.vmsh.problem.Problem;
import dev.vmsh.project.KnownSchemas;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelFacts;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.SqlException;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads model files: one file gives one model, or as many as it has blueprints, or none if it is disabled or wrong. Faults are noted and
 * reading goes on. Not safe for threads.
 */
public final class ModelReader {
    private static final Set<String> BLOCK_ONLY_HINTS = Set.of("virtual_environment_mode", "project");

    private final Surroundings surroundings;
    private final SqlParsers parsers;
    private final MacroExpander expander = new MacroExpander();
    private final Problems problems;
    private final Map<Dialect, SqlReader> readers = new EnumMap<>(Dialect.class);

    public ModelReader(Surroundings surroundings, SqlParsers parsers, Problems problems) {
        this.surroundings = surroundings;
        this.parsers = parsers;
        this.problems = problems;
    }

    /** The models of one file. Their columns are as far as the file alone tells. */
    public List<Draft> read(Source source) {
        try {
            Dialect dialect = DialectSniffer.dialect(source, surroundings.dialect());
            ModelFile file = ModelFile.read(source, dialect, !surroundings.inferNames());
            Block block =
                    file.head().map(head -> Block.read(head, problems, source)).orElse(new Block(0, Map.of()));
            refuseUnknown(block, source);
            var drafts = new ArrayList<Draft>();
            for (Map<String, MacroValue> blueprint : blueprints(block, dialect, source)) {
                new ModelBuilder(
                                surroundings,
                                expander,
                                reader(dialect),
                                problems,
                                source,
                                dialect,
                                file,
                                block,
                                blueprint)
                        .read()
                        .ifPresent(drafts::add);
            }
            return drafts;
        } catch (DefinitionException e) {
            problems.add(source, e.offset(), e.getMessage(), e.remedy());
            return List.of();
        }
    }

    /** The same model with what follows from the columns of the tables that it reads; {@code draft} itself if nothing does. */
    public Model completed(Draft draft, Function<TableName, Optional<List<Column>>> schemas) {
        Model model = draft.model();
        Facts facts = facts(model);
        if (draft.macrosReadSchemas()) {
            Model seeing = model.with(model.scope().withSchemas(known(model, schemas)));
            try {
                return seeing.with(facts(seeing).find(schemas).facts());
            } catch (Rendering.Failed e) {
                String configuration = e.text().configuration();
                problems.add(new Problem(
                        configuration == null ? model.file() : configuration,
                        e.text().line(),
                        0,
                        e.fault().getMessage(),
                        e.fault().remedy()));
                return model;
            }
        }
        if (model.facts().columns().isPresent()
                && model.properties().columns().equals(model.facts().columns().get())) {
            return model;
        }
        ModelFacts old = model.facts();
        var query = draft.query();
        if (query == null
                && !old.query().isBlank()
                && model.properties().columns().isEmpty()) {
            try {
                query = reader(model.dialect()).query(old.query());
            } catch (SqlException e) {
                return model; // Not SQL that can be read; its dependencies were given by hand.
            }
        }
        Optional<List<Column>> columns = query == null ? old.columns() : facts.columns(query, schemas);
        return model.with(old.with(columns));
    }

    /** The columns of the tables that {@code model} reads, kept for when it is rendered again. */
    private KnownSchemas known(Model model, Function<TableName, Optional<List<Column>>> schemas) {
        var columns = new HashMap<TableName, List<Column>>();
        model.facts().dependencies().forEach(table -> schemas.apply(table).ifPresent(each -> columns.put(table, each)));
        return new KnownSchemas(
                columns, surroundings.defaultCatalog(model.properties().gateway()));
    }

    private Facts facts(Model model) {
        return new Facts(
                expander,
                reader(model.dialect()),
                model.name(),
                model.kind(),
                model.statements(),
                model.properties(),
                model.scope(),
                surroundings.defaultCatalog(model.properties().gateway()));
    }

    private SqlReader reader(Dialect dialect) {
        return readers.computeIfAbsent(dialect, each -> new SqlReader(each, parsers));
    }

    private void refuseUnknown(Block block, Source source) {
        for (Property property : block.properties().values()) {
            String name = property.name();
            if (PropertiesReader.KNOWN.contains(name)) {
                continue;
            }
            Set<String> kinds = KindGrammar.kindsWith(name);
            if (!kinds.isEmpty()) {
                problems.add(
                        source,
                        property.offset(),
                        "'%s' belongs to the kind, not to the MODEL block".formatted(name),
                        "Write kind %s (%s %s)"
                                .formatted(
                                        kinds.iterator().next(),
                                        name,
                                        property.value().text()));
            } else if (BLOCK_ONLY_HINTS.contains(name)) {
                problems.add(
                        source,
                        property.offset(),
                        "'%s' is set for the whole project".formatted(name),
                        "Move it to the config file");
            } else {
                problems.add(
                        source,
                        property.offset(),
                        "'%s' is not a property of a MODEL block".formatted(name),
                        NearName.hintOrAll(name, PropertiesReader.KNOWN));
            }
        }
    }

    private List<Map<String, MacroValue>> blueprints(Block block, Dialect dialect, Source source) {
        Optional<Property> property = block.property("blueprints");
        if (property.isEmpty()) {
            return List.of(Map.of());
        }
        MacroScope scope = surroundings.scope(dialect, null, Map.of());
        var values = new BlockValues(block, dialect, ModelDefaults.NONE, expander, scope, problems, source);
        return values.read("blueprints", value -> Blueprints.read(value, dialect))
                .orElse(List.of());
    }
}
