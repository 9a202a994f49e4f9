package dev.vmsh.project.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmsh.interval.IntervalUnit;
import dev.vmsh.macro.MacroValue;
import dev.vmsh.problem.ProjectException;
import dev.vmsh.problem.UsageException;
import dev.vmsh.project.AuditCall;
import dev.vmsh.project.Config;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.Project;
import dev.vmsh.project.UnitTest;
import dev.vmsh.sql.Column;
import dev.vmsh.sql.FallbackParser;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.sql.TableName;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectLoaderTest {
    @TempDir
    Path folder;

    private TestProject project;

    @BeforeEach
    void create() {
        project = new TestProject(folder);
    }

    @Test
    void everyPropertyOfAModelIsKept() {
        project.write("models/a.sql", """
                -- Orders by day
                MODEL (
                  name Sales.Orders,
                  kind INCREMENTAL_BY_TIME_RANGE (time_column (ds, '%Y%m%d'), lookback 2, batch_size 7, forward_only true),
                  owner Ana, tags [Core, 'x y'], stamp 'v2', start '2024-01-01', cron '0 */6 * * *', cron_tz 'Europe/Paris',
                  grains (id, (id, ds)), references (user_id AS uid), depends_on (raw.extra), clustered_by id,
                  physical_properties (fillfactor = 70, note = 'n'), allow_partials yes,
                  audits (not_null(columns := (id), blocking := false), unique_values(columns = (id))),
                  grants (select = ['r1', r2]), ignored_rules ALL,
                );
                SELECT id, -- the key
                  ds /* the day */
                FROM raw.orders WHERE ds BETWEEN @start_ds AND @end_ds;
                ANALYZE @this_model;
                ON_VIRTUAL_UPDATE_BEGIN;
                GRANT SELECT ON @this_model TO r;
                ON_VIRTUAL_UPDATE_END;
                """);

        Model model = project.model("sales", "orders");

        assertThat(model.kind())
                .isEqualTo(new Kind.IncrementalByTimeRange(
                        new Kind.TimeColumn("ds", "%Y%m%d"),
                        2,
                        OptionalInt.of(7),
                        OptionalInt.empty(),
                        true,
                        new Kind.Incremental(
                                true, false, Kind.OnChange.ERROR, Kind.OnChange.ALLOW, null, OptionalInt.empty())));
        assertThat(model.schedule().unit()).isEqualTo(IntervalUnit.HOUR);
        assertThat(model.schedule().allowPartials()).isTrue();
        assertThat(model.line()).isEqualTo(2);
        var properties = model.properties();
        assertThat(properties.description()).isEqualTo("Orders by day");
        assertThat(properties.owner()).isEqualTo("Ana");
        assertThat(properties.tags()).containsExactly("Core", "x y");
        assertThat(properties.grains()).containsExactly(List.of("id"), List.of("id", "ds"));
        assertThat(properties.references()).containsExactly("user_id AS uid");
        assertThat(properties.partitionedBy()).containsExactly("ds");
        assertThat(properties.physicalProperties()).isEqualTo(Map.of("fillfactor", "70", "note", "'n'"));
        assertThat(properties.audits())
                .containsExactly(
                        new AuditCall("not_null", Map.of("columns", "(id)"), false),
                        new AuditCall("unique_values", Map.of("columns", "(id)"), null));
        assertThat(properties.grants()).isEqualTo(Map.of("select", List.of("r1", "r2")));
        assertThat(properties.ignoredRules()).containsExactly("all");
        assertThat(properties.columnDescriptions()).isEqualTo(Map.of("id", "the key", "ds", "the day"));
        assertThat(model.statements().after()).hasSize(1);
        assertThat(model.statements().onVirtualUpdate()).hasSize(1);
        assertThat(model.facts().dependencies())
                .containsExactlyInAnyOrder(TableName.of("raw", "orders"), TableName.of("raw", "extra"));
    }

    @Test
    void allOtherKindsAreRead() {
        project.write("models/u.sql", """
                        MODEL (name s.u, kind incremental_by_unique_key (unique_key (id, COALESCE(x, '')), merge_filter source.ds > @start_ds,
                          when_matched (WHEN MATCHED THEN UPDATE SET target.x = source.x)));
                        SELECT 1 AS id, 'a' AS x, '2024-01-01' AS ds""")
                .write("models/p.sql", """
                        MODEL (name s.p, kind INCREMENTAL_BY_PARTITION, partitioned_by ds);
                        SELECT '2024-01-01' AS ds""")
                .write("models/m.sql", "MODEL (name s.m, kind INCREMENTAL_UNMANAGED); SELECT 1 AS x")
                .write(
                        "models/t.sql",
                        "MODEL (name s.t, kind SCD_TYPE_2 (unique_key id)); SELECT 1 AS id, 2 AS updated_at")
                .write("models/c.sql", """
                        MODEL (name s.c, kind SCD_TYPE_2_BY_COLUMN (unique_key id, columns *, invalidate_hard_deletes true));
                        SELECT 1 AS id, 'x' AS name""")
                .write("models/e.sql", "MODEL (name s.e, kind EMBEDDED); SELECT 1 AS id")
                .write("models/v.sql", "MODEL (name s.v); SELECT id FROM s.e");

        Project loaded = project.load();

        var byKey = (Kind.IncrementalByUniqueKey) kind(loaded, "u");
        assertThat(byKey.uniqueKey()).containsExactly("id", "COALESCE(x, '')");
        assertThat(byKey.mergeFilter()).isEqualTo("source.ds > @start_ds");
        assertThat(byKey.whenMatched()).isEqualTo("WHEN MATCHED THEN UPDATE SET target.x = source.x");
        assertThat(kind(loaded, "p").forwardOnly()).isTrue();
        assertThat(kind(loaded, "m").disableRestatement()).isTrue();
        assertThat(kind(loaded, "t").keyword()).isEqualTo("SCD_TYPE_2_BY_TIME");
        assertThat(((Kind.ScdType2ByColumn) kind(loaded, "c")).columns()).containsExactly("*");
        assertThat(loaded.model(TableName.of("s", "c")).orElseThrow().facts().columns().orElseThrow().stream()
                        .map(Column::name))
                .containsExactly("id", "name", "valid_from", "valid_to");
        assertThat(kind(loaded, "v")).isEqualTo(new Kind.View(false));
        assertThat(loaded.dag().parents(TableName.of("s", "v"))).containsExactly(TableName.of("s", "e"));
    }

    private static Kind kind(Project project, String name) {
        return project.model(TableName.of("s", name)).orElseThrow().kind();
    }

    @Test
    void columnsAreFoundThroughStarsAndDeclaredOnesWin() {
        project.write(
                        "external_models.yaml",
                        "- name: '\"warehouse\".\"raw\".\"t\"'\n  columns: {id: BIGINT, Name: TEXT}\n")
                .write("models/b.sql", "MODEL (name s.b); SELECT *, 1 AS one FROM s.a")
                .write("models/a.sql", "MODEL (name s.a); SELECT * FROM raw.t")
                .write(
                        "models/c.sql",
                        "MODEL (name s.c, columns (id INT, total DECIMAL(10, 2))); SELECT id, one AS total FROM s.b")
                .write("models/d.sql", "MODEL (name s.d); SELECT * FROM elsewhere.other");

        Project loaded = project.load();

        assertThat(columns(loaded, "b"))
                .contains(
                        List.of(new Column("id", "BIGINT"), new Column("name", "TEXT"), new Column("one", "INTEGER")));
        assertThat(columns(loaded, "c"))
                .contains(List.of(new Column("id", "INT"), new Column("total", "DECIMAL(10, 2)")));
        assertThat(columns(loaded, "d")).isEmpty();
    }

    private static Optional<List<Column>> columns(Project project, String name) {
        return project.model(TableName.of("s", name)).orElseThrow().facts().columns();
    }

    @Test
    void aNameInTheDefaultCatalogIsTheSameNameWithoutIt() {
        project.write("models/a.sql", "MODEL (name warehouse.s.a); SELECT 1 AS x")
                .write("models/b.sql", "MODEL (name s.b); SELECT x FROM warehouse.s.a");

        assertThat(project.load().dag().parents(TableName.of("s", "b"))).containsExactly(TableName.of("s", "a"));
    }

    @Test
    void macrosWorkInTheBlockAndInTheQuery() {
        project.write("config.yaml", TestProject.CONFIG + "variables: {team: ana, Layer: gold, n: 3}\n")
                .write("models/a.sql", """
                        MODEL (name @{layer}_s.t, kind @IF(@n = 3, FULL, VIEW), owner @team,
                          physical_properties (x = @start_ds));
                        @DEF(twice, @n * 2);
                        SELECT @twice AS twice, @team AS team""");

        Model model = project.model("gold_s", "t");

        assertThat(model.kind()).isEqualTo(new Kind.Full());
        assertThat(model.properties().owner()).isEqualTo("ana");
        assertThat(model.properties().physicalProperties()).containsEntry("x", "@start_ds");
        assertThat(model.facts().query()).isEqualTo("SELECT 3 * 2 AS twice, 'ana' AS team");
        assertThat(model.facts().macroValues()).containsOnlyKeys("n", "team");
        assertThat(model.scope().configured()).containsOnlyKeys("n", "team");
    }

    @Test
    void aBlueprintIsAModelForEachOfItsElements() {
        project.write("models/a.sql", """
                MODEL (name @region.sales, kind FULL, blueprints ((region := eu, cur := 'EUR'), (region := us, cur := 'USD')));
                SELECT @cur AS cur, @{region}_rate AS r FROM raw.@{region}_sales""");

        Project loaded = project.load();

        assertThat(loaded.models()).containsOnlyKeys(TableName.of("eu", "sales"), TableName.of("us", "sales"));
        assertThat(loaded.model(TableName.of("us", "sales"))
                        .orElseThrow()
                        .facts()
                        .query())
                .isEqualTo("SELECT 'USD' AS cur, us_rate AS r FROM raw.us_sales");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@EACH(@regions, x -> (region := @x))",
                "@EACH(@regions, x -> (region := @x)),",
                "(@EACH(@regions, x -> (region := @x)))",
                "[(region := 'eu'), (region := 'us')]",
                "(region := 'eu', region := 'us')"
            })
    void blueprintsMayBeMadeByAMacro(String blueprints) {
        project.write("config.yaml", TestProject.CONFIG + "variables: {regions: [eu, us]}\n")
                .write(
                        "models/a.sql",
                        "MODEL (name shop.@{region}_sales, kind FULL, blueprints %s);\nSELECT @region AS region"
                                .formatted(blueprints));

        assertThat(project.load().models())
                .containsOnlyKeys(TableName.of("shop", "eu_sales"), TableName.of("shop", "us_sales"));
    }

    @Test
    void aPathThatNoFileCanHaveIsAFaultOfItsModel() {
        project.write("models/a.sql", "MODEL (name s.a, kind SEED (path 'a\0.csv'))");

        assertThatThrownBy(project::load)
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("models/a.sql:1")
                .hasMessageContaining("Nul character");
    }

    @Test
    void aDisabledModelIsATableOutside() {
        project.write("models/a.sql", "MODEL (name s.a, enabled false); SELECT 1 AS x")
                .write("models/b.sql", "MODEL (name s.b); SELECT x FROM s.a");

        assertThat(project.load().models()).containsOnlyKeys(TableName.of("s", "b"));
    }

    @Test
    void aNameCanComeFromThePath() {
        project.write("config.yaml", TestProject.CONFIG + "model_naming: {infer_names: true}\n")
                .write("models/core/orders.sql", "SELECT 1 AS x")
                .write("models/core/rates.sql", "MODEL (kind FULL); SELECT 1 AS x");

        assertThat(project.load().models())
                .containsOnlyKeys(TableName.of("core", "orders"), TableName.of("core", "rates"));
    }

    @Test
    void jinjaIsReadWhateverStandsInIt() {
        project.write("models/a.sql", """
                MODEL (name s.a, kind FULL);
                JINJA_QUERY_BEGIN;
                {# don't; #}
                SELECT {% for c in ['x', 'y'] %}{{ c }}{% if not loop.last %}, {% endif %}{% endfor %} FROM raw.t
                JINJA_END;
                """);

        Model model = project.model("s", "a");

        assertThat(model.facts().dependencies()).containsExactly(TableName.of("raw", "t"));
        assertThat(model.facts().columns().orElseThrow().stream().map(Column::name))
                .containsExactly("x", "y");
    }

    @Test
    void defaultsComeBeforeWhatAModelSays() {
        project.write("config.yaml", """
                        gateways: {local: {connection: {type: duckdb}}}
                        model_defaults:
                          dialect: duckdb
                          owner: team
                          start: 2024-01-01
                          cron: '@hourly'
                          audits: ["not_null(columns := (id))"]
                          pre_statements: ["SET x = 1;"]
                          physical_properties: {a: 1, b: two}
                          on_additive_change: warn
                        """).write("models/a.sql", """
                        MODEL (name s.a, kind INCREMENTAL_UNMANAGED, owner me, physical_properties (b = 3));
                        SET y = 2;
                        SELECT 1 AS id""");

        Model model = project.model("s", "a");

        assertThat(model.properties().owner()).isEqualTo("me");
        assertThat(model.schedule().cron()).isEqualTo("@hourly");
        assertThat(model.schedule().start()).isEqualTo("2024-01-01");
        assertThat(model.properties().audits()).hasSize(1);
        assertThat(model.statements().before()).extracting("text").containsExactly("SET x = 1", "SET y = 2");
        assertThat(model.properties().physicalProperties()).isEqualTo(Map.of("a", "1", "b", "3"));
        assertThat(model.kind().incremental().orElseThrow().onAdditiveChange()).isEqualTo(Kind.OnChange.WARN);
    }

    @Test
    void templatesOfTestsAndExternalModelsSeeTheVariablesOfTheirGateway() {
        project.write("config.yaml", """
                        gateways:
                          main: {connection: {type: duckdb}, variables: {where: here}}
                          side: {connection: {type: duckdb}, variables: {where: there}}
                        variables: {Limit: 7, where: nowhere}
                        model_defaults: {dialect: duckdb}
                        """)
                .write("models/a.sql", "MODEL (name s.a);\nSELECT x FROM here.t")
                .write("external_models.yaml", "- name: \"{{ var('where') }}.t\"\n  columns: {x: INT}\n")
                .write("tests/test_a.yaml", """
                        here: {model: s.a, outputs: {query: [{x: {{ var('LIMIT') }}, y: {{ var('where') }}, z: {{ var('gone', 1) }}}]}}
                        """)
                .write("tests/test_b.yaml", """
                        gateway: 'Side'
                        there: {model: s.a, outputs: {query: [{x: {{ var('where') }}}]}}
                        """);

        assertThat(project.load().models()).containsKey(TableName.of("here", "t"));
        assertThat(project.loader().tests())
                .extracting(test -> test.query().orElseThrow().rows().toString())
                .containsExactly("[{x=7, y=here, z=1}]", "[{x=there}]");
    }

    @Test
    void aStorageFormatMayHaveArguments() {
        project.write(
                "models/a.sql",
                "MODEL (name s.a, dialect clickhouse, storage_format ReplicatedMergeTree('/t/{shard}', ver));\nSELECT 1 AS x");

        assertThat(project.model("s", "a").properties().storageFormat())
                .isEqualTo("ReplicatedMergeTree('/t/{shard}', ver)");
    }

    @Test
    void auditsAreFoundInFilesAndInModels() {
        project.write("audits/a.sql", """
                        AUDIT (name Positive, defaults (lo = 0), blocking false);
                        @DEF(x, 1);
                        SELECT * FROM @this_model WHERE a < @lo;
                        AUDIT (name whole, standalone true);
                        SELECT * FROM s.a""").write("models/a.sql", """
                        MODEL (name s.a, audits (positive, own));
                        SELECT 1 AS a;
                        AUDIT (name own);
                        SELECT * FROM @this_model WHERE a = 2;""");

        Project loaded = project.load();

        assertThat(loaded.audits()).containsOnlyKeys("positive", "s.a/own");
        assertThat(loaded.audits().get("positive").blocking()).isFalse();
        assertThat(loaded.audits().get("positive").defaults()).isEqualTo(Map.of("lo", "0"));
        assertThat(loaded.audits().get("positive").definitions()).hasSize(1);
        assertThat(loaded.standaloneAudits()).containsOnlyKeys("whole");
    }

    @Test
    void configurationIsMergedFromFileHomeAndEnvironment() {
        project.environment.put("SQLMESH__PLAN__AUTO_APPLY", "true");
        project.environment.put("SQLMESH__GATEWAYS__LOCAL__CONNECTION__DATABASE", "other.db");
        project.environment.put("WHO", "process");
        project.write(".env", "WHO='file'\nexport EXTRA=1 # comment\n")
                .write("home/.sqlmesh/config.yaml", "default_target_environment: dev_ana\nenv_vars: {FROM_HOME: yes}\n")
                .write("config.yaml", """
                        gateways:
                          Local:
                            state_schema: st
                            connection: {type: duckdb, database: x.db}
                            variables: {who: "{{ env_var('WHO') }}", home: "{{ env_var('FROM_HOME', 'no') }}", none: "{{ env_var('GONE') }}"}
                        model_defaults: {dialect: duckdb}
                        variables: {yes: no, when: 2024-01-01, n: 1.50, on: true}
                        users: [{username: ana}]
                        pinned_environments: [Dev-1]
                        environment_ttl: null
                        """.replace("Local:", "local:"));

        Config config = project.loader().config();

        assertThat(config.plan().autoApply()).isTrue();
        assertThat(config.defaultTargetEnvironment()).isEqualTo("dev_ana");
        assertThat(config.gateways().get("local").connection().text("database", ""))
                .isEqualTo(folder.resolve("other.db").toString());
        assertThat(config.gateways().get("local").stateSchema()).isEqualTo("st");
        assertThat(config.gateways().get("local").variables())
                .containsEntry("who", new MacroValue.Text("file"))
                .containsEntry("home", new MacroValue.Text("yes"))
                .containsEntry("none", new MacroValue.Text("None"));
        assertThat(config.variables())
                .containsEntry("yes", new MacroValue.Text("no"))
                .containsEntry("when", new MacroValue.Text("2024-01-01"))
                .containsEntry("n", new MacroValue.Number(new BigDecimal("1.50")))
                .containsEntry("on", new MacroValue.Bool(true));
        assertThat(config.unusedKeys()).containsExactly("users");
        assertThat(config.pinnedEnvironments()).containsExactly("dev_1");
        assertThat(config.environmentTtl()).isNull();
        assertThat(config.snapshotTtl()).isEqualTo("in 1 week");
        assertThat(config.plan().includeUnmodified()).isTrue();
    }

    @Test
    void gatewaysHaveVariablesOfTheirOwnAndTheCommandLineWins() {
        project.write("config.yaml", """
                        gateways:
                          a: {connection: {type: duckdb}, variables: {x: a, y: a}}
                          b: {connection: {type: duckdb}, variables: {x: b, y: b}}
                        default_gateway: B
                        model_defaults: {dialect: duckdb}
                        """)
                .write("models/m.sql", "MODEL (name s.m); SELECT @x AS x, @y AS y, @gateway AS g");
        project.overrides.put("Y", "line");
        ProjectLoader loader = project.loader();

        assertThat(query(loader.load(null))).isEqualTo("SELECT 'b' AS x, 'line' AS y, 'b' AS g");
        assertThat(query(loader.load("A"))).isEqualTo("SELECT 'a' AS x, 'line' AS y, 'a' AS g");
        assertThatThrownBy(() -> loader.load("c"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'c'");
    }

    private static String query(Project project) {
        return project.model(TableName.of("s", "m")).orElseThrow().facts().query();
    }

    @Test
    void aFolderWithoutAProjectSaysWhatToType() {
        project.delete("config.yaml");

        assertThatThrownBy(project::load).isInstanceOfSatisfying(ProjectException.class, e -> {
            assertThat(e.getMessage()).contains(folder.toString()).contains("config.yaml");
            assertThat(e.remedy()).contains("vmsh init");
        });
    }

    @Test
    void aConfigurationInPythonIsRefusedWithTheYamlToWrite() {
        project.delete("config.yaml").write("config.py", "config = Config()");

        assertThatThrownBy(project::load).isInstanceOfSatisfying(ProjectException.class, e -> assertThat(e.remedy())
                .contains("type: duckdb"));
    }

    @Test
    void twoRootsAreOneProject() {
        var second = new TestProject(folder.resolve("second"));
        second.write("models/b.sql", "MODEL (name s.b); SELECT x FROM s.a");
        project.write("models/a.sql", "MODEL (name s.a); SELECT 1 AS x");

        Project loaded = new ProjectLoader(
                        List.of(folder, second.root),
                        Map.of(),
                        folder,
                        new SqlParsers(FallbackParser.NONE),
                        Map.of(),
                        false)
                .load(null);

        assertThat(loaded.dag().parents(TableName.of("s", "b"))).containsExactly(TableName.of("s", "a"));
        assertThat(loaded.model(TableName.of("s", "b")).orElseThrow().file()).isEqualTo("second/models/b.sql");
    }

    @Test
    void ignoredFilesAreNotRead() {
        project.write("config.yaml", TestProject.CONFIG + "ignore_patterns: ['*/scratch/*', 'old_*.sql']\n")
                .write("models/scratch/a.sql", "nonsense")
                .write("models/old_b.sql", "nonsense")
                .write("models/c.sql", "MODEL (name s.c); SELECT 1 AS x");

        assertThat(project.load().models()).hasSize(1);
    }

    @Test
    void pythonCanBeSkipped() {
        project.skipPython()
                .write("models/p.py", "@model('s.p')\ndef execute(): pass\n")
                .write("macros/m.py", "@macro()\ndef double(evaluator, x): pass\n")
                .write("models/a.sql", "MODEL (name s.a); SELECT @double(1) AS x")
                .write("models/b.sql", "MODEL (name s.b); SELECT 1 AS x");

        assertThat(project.load().models()).containsOnlyKeys(TableName.of("s", "b"));
    }

    @Test
    void unitTestsAreReadWithAllTheirForms() {
        project.write("models/a.sql", "MODEL (name s.a); SELECT 1 AS x")
                .write("tests/test_a.yaml", """
                        test_a:
                          model: s.a
                          vars: {Start: 2024-01-01, n: 2}
                          inputs:
                            raw.t:
                              columns: {id: int}
                              rows: [{id: 1, v: null}, {id: 2, v: no}]
                            raw.u: [{id: 1}]
                            raw.c: {format: csv, rows: "id\\n1"}
                            raw.q: {query: SELECT 1 AS id}
                            raw.f: {path: tests/data/f.csv, format: csv, csv_settings: {sep: ';', quotechar: "'"}}
                          outputs:
                            partial: true
                            ctes: {c: [{id: 1}]}
                            query: []
                        """)
                .write("tests/data/f.csv", "id;name;at\n1;'a;b';2024-01-01\n2;;\n")
                .write("tests/other.yaml", "nonsense: [");

        UnitTest test = project.loader().tests().get(0);

        assertThat(test.variables()).isEqualTo(Map.of("start", "2024-01-01", "n", new BigDecimal("2")));
        var inputs = test.inputs().orElseThrow();
        assertThat(inputs).containsOnlyKeys("raw.t", "raw.u", "raw.c", "raw.q", "raw.f");
        assertThat(inputs.get("raw.t").rows().get(0)).containsEntry("v", null).containsEntry("id", BigDecimal.ONE);
        assertThat(inputs.get("raw.t").rows().get(1)).containsEntry("v", "no");
        assertThat(inputs.get("raw.t").columns()).isEqualTo(Map.of("id", "int"));
        assertThat(inputs.get("raw.c").rows()).containsExactly(Map.of("id", BigDecimal.ONE));
        assertThat(inputs.get("raw.q").query()).isEqualTo("SELECT 1 AS id");
        assertThat(inputs.get("raw.f").rows().get(0))
                .isEqualTo(Map.of("id", BigDecimal.ONE, "name", "a;b", "at", "2024-01-01"));
        assertThat(inputs.get("raw.f").rows().get(1))
                .containsEntry("name", null)
                .containsEntry("at", null);
        assertThat(test.partial()).isTrue();
        assertThat(test.query().orElseThrow().rows()).isEmpty();
        assertThat(test.ctes()).containsOnlyKeys("c");
    }

    @Test
    void aReferenceToItselfIsNoDependency() {
        project.write("models/a.sql", "MODEL (name s.a, columns (x INT)); SELECT x + 1 AS x FROM s.a");

        Model model = project.model("s", "a");

        assertThat(model.facts().dependsOnSelf()).isTrue();
        assertThat(model.facts().dependencies()).isEqualTo(Set.of());
    }

    /** The first statement of a shell needs the configuration, while files are being parsed behind it. */
    @Test
    void whoAsksForTheConfigurationDoesNotWaitForALoad() throws Exception {
        project.write("models/a.sql", "MODEL (name s.a, kind FULL);\nFROM range(3) t(x) SELECT x;\n");
        var parsing = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        FallbackParser slow = query -> {
            parsing.countDown();
            awaitUninterrupted(go);
            return Optional.empty();
        };
        var loader = new ProjectLoader(List.of(folder), Map.of(), folder, new SqlParsers(slow), Map.of(), false);
        CompletableFuture<Project> load = CompletableFuture.supplyAsync(() -> loader.load(null));
        awaitUninterrupted(parsing);
        CompletableFuture<Config> config = CompletableFuture.supplyAsync(loader::config);

        assertThat(config.get(10, TimeUnit.SECONDS).defaultGateway()).isEqualTo("local");
        assertThat(load).isNotDone();
        go.countDown();
        assertThat(load.handle((loaded, fault) -> true).get(10, TimeUnit.SECONDS))
                .isTrue();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
