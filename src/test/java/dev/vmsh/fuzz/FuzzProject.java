package dev.vmsh.fuzz;

import com.sun.management.OperatingSystemMXBean;
import dev.vmsh.interval.Interval;
import dev.vmsh.problem.Problem;
import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import dev.vmsh.project.ModelRenderer;
import dev.vmsh.project.Project;
import dev.vmsh.project.RenderRequest;
import dev.vmsh.project.definition.FileFormatter;
import dev.vmsh.project.files.ProjectLoader;
import dev.vmsh.sql.Dialect;
import dev.vmsh.sql.FallbackParser;
import dev.vmsh.sql.SqlParsers;
import dev.vmsh.sql.SqlReader;
import dev.vmsh.sql.TableName;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A project that uses whatever project files can have in them, in a folder where its files can be broken and put back. */
final class FuzzProject {
    /** Longer than a person waits for an answer about a file. */
    private static final long MOST_MILLIS = 2_000;

    private static final List<String> FILES = List.of(
            "config.yaml",
            "models/daily.sql",
            "models/regions.sql",
            "models/jinja.sql",
            "models/keyed.sql",
            "models/history.sql",
            "models/wide.sql",
            "models/seed.sql",
            "seeds/rates.csv",
            "macros/own.sql",
            "audits/audits.sql",
            "external_models.yaml",
            "tests/test_all.yaml");

    private final Path folder;
    private final SqlParsers parsers;
    private final Map<String, String> whole;

    private FuzzProject(Path folder, FallbackParser parser, Map<String, String> whole) {
        this.folder = folder;
        this.parsers = new SqlParsers(parser);
        this.whole = whole;
    }

    static FuzzProject in(Path folder, FallbackParser parser) throws IOException {
        var whole = new LinkedHashMap<String, String>();
        for (String name : FILES) {
            try (var stream = FuzzProject.class.getResourceAsStream("/fuzz/" + name)) {
                whole.put(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        var project = new FuzzProject(folder, parser, whole);
        project.restore(FILES);
        return project;
    }

    /** Breaks one file, or two, and says which. */
    List<String> breakFiles(Mutator mutator) throws IOException {
        var broken = new ArrayList<String>();
        int files = mutator.below(5) == 0 ? 2 : 1;
        for (int i = 0; i < files; i++) {
            String name = FILES.get(mutator.below(FILES.size()));
            if (!broken.contains(name)) {
                // half a character of two parts becomes a question mark
                Files.write(
                        folder.resolve(name), mutator.mutated(whole.get(name)).getBytes(StandardCharsets.UTF_8));
                broken.add(name);
            }
        }
        return broken;
    }

    void restore(List<String> names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, whole.get(name));
        }
    }

    /** The broken files with their text. */
    String shown(List<String> names) throws IOException {
        var text = new StringBuilder();
        for (String name : names) {
            text.append(name)
                    .append(":\n")
                    .append(Files.readString(folder.resolve(name)))
                    .append("\n----\n");
        }
        return text.toString();
    }

    Verdict judge() {
        Verdict verdict = once();
        // The first time pays for starting the engines.
        return verdict.millis() > MOST_MILLIS ? slow(once(), verdict) : verdict;
    }

    private static Verdict slow(Verdict second, Verdict first) {
        boolean slow = second.fault().isEmpty() && second.millis() > MOST_MILLIS;
        String fault = "took %d ms, and %d ms again".formatted(first.millis(), second.millis());
        return slow ? new Verdict(second.loaded(), fault, second.millis()) : second;
    }

    /** Time on a processor, of which a hang takes as much as there is: others may keep this machine busy. */
    private static long now() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private Verdict once() {
        long start = now();
        boolean loaded = false;
        String fault = "";
        long opened;
        try {
            Map<String, String> rendered = rendered();
            loaded = true;
            opened = now();
            if (!rendered.equals(rendered())) {
                fault = "rendered differently the second time";
            }
        } catch (VmshException e) {
            opened = now();
            fault = unplaced(e);
        } catch (RuntimeException | StackOverflowError e) {
            opened = now();
            fault = trace(e);
        }
        return new Verdict(loaded, fault, (opened - start) / 1_000_000);
    }

    /** Every model's query, or what is said about it where it cannot be rendered, from files read anew. */
    private Map<String, String> rendered() {
        var loader = new ProjectLoader(List.of(folder), Map.of(), folder, parsers, Map.of(), false);
        Project project = loader.load(null);
        loader.tests();
        var renderer = new ModelRenderer(dialect -> new SqlReader(dialect, Dialect.DUCKDB, parsers));
        var rendered = new TreeMap<String, String>();
        for (Model model : project.models().values()) {
            rendered.put(model.name().toString(), rendered(renderer, model));
        }
        for (String file : FILES) {
            if (file.startsWith("models/")) {
                rendered.put(file, formatted(file, project.config().dialect()));
            }
        }
        return rendered;
    }

    private static String rendered(ModelRenderer renderer, Model model) {
        if (model.statements().query() == null) {
            return "";
        }
        boolean dated = !(model.kind() instanceof Kind.View) && !(model.kind() instanceof Kind.Full);
        var day = new Interval(Instant.parse("2024-03-01T00:00:00Z"), Instant.parse("2024-03-02T00:00:00Z"));
        var request = new RenderRequest(
                "evaluating",
                dated ? day : null,
                Instant.parse("2024-03-02T00:00:00Z"),
                TableName.of("physical", "this"),
                table -> Optional.empty());
        try {
            return renderer.query(model, request) + renderer.before(model, request) + renderer.after(model, request);
        } catch (VmshException e) {
            String unplaced = unplaced(e);
            if (!unplaced.isEmpty()) {
                throw new IllegalStateException(unplaced, e);
            }
            return e.getMessage();
        }
    }

    /** Formatting twice must change nothing; what cannot be read cannot be formatted. */
    private String formatted(String file, Dialect dialect) {
        String once;
        try {
            once = FileFormatter.format(Files.readString(folder.resolve(file)), dialect);
        } catch (VmshException e) {
            return e.getMessage();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (!FileFormatter.format(once, dialect).equals(once)) {
            throw new IllegalStateException("formatting " + file + " twice is not formatting it once:\n" + once);
        }
        return once;
    }

    /** What is wrong with an error; empty if it says in which file and line. */
    private static String unplaced(VmshException e) {
        if (e.problems().isEmpty()) {
            return "no place: " + e.getMessage() + '\n' + trace(e);
        }
        return e.problems().stream()
                .filter(problem -> problem.file().isEmpty() || problem.line() < 1)
                .findFirst()
                .map(Problem::text)
                .map(text -> "no file and line: " + text)
                .orElse("");
    }

    private static String trace(Throwable e) {
        var text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString().lines().limit(18).reduce("", (all, line) -> all + '\n' + line);
    }
}
