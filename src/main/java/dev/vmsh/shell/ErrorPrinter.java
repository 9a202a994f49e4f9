package dev.vmsh.shell;

import dev.vmsh.engine.EngineException;
import dev.vmsh.problem.Problem;
import dev.vmsh.problem.VmshException;
import dev.vmsh.shell.render.Cell;
import dev.vmsh.shell.render.DisplayWidth;
import dev.vmsh.shell.render.JsonText;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one place where an error is shown: what, where, and what to type next; JSON where results are JSON. */
public final class ErrorPrinter {
    /** Characters of a long line that are shown on either side of the place. */
    private static final int AROUND_CARET = 100;

    private final Console console;
    private final CurrentSession session;

    public ErrorPrinter(Console console, CurrentSession session) {
        this.console = console;
        this.session = session;
    }

    /**
     * Where a script's entry stands.
     *
     * @param line from 1
     */
    public record Place(String file, int line) {}

    /** @param place where the failed entry stands; empty if it was typed */
    public void print(VmshException error, Optional<Place> place) {
        console.out().flush();
        PrintWriter err = console.err();
        if (session.get().display().format().json()) {
            err.println(JsonText.of(json(error, place)));
        } else {
            err.print(text(error, place));
        }
        if (session.get().rules().verbose()) {
            error.printStackTrace(err);
        }
        err.flush();
    }

    /** Says which line of a script ended it without an error of its own: an answer that is no. */
    void stopped(Place place, int code) {
        console.out().flush();
        String what = code == ShellCommand.NO
                ? "the answer is no"
                : code == SqlExecutor.INTERRUPTED ? "interrupted" : "failed";
        if (session.get().display().format().json()) {
            var json = new LinkedHashMap<String, Object>();
            json.put("error", what);
            json.put("remedy", "");
            json.put("file", place.file());
            json.put("line", place.line());
            console.err().println(JsonText.of(json));
        } else {
            console.err().println("%s:%d: %s (exit code %d)".formatted(place.file(), place.line(), what, code));
        }
        console.err().flush();
    }

    private static String text(VmshException error, Optional<Place> place) {
        var out = new StringBuilder();
        place.ifPresent(
                at -> out.append(at.file()).append(':').append(at.line()).append(": "));
        out.append("error: ").append(printable(error.getMessage())).append('\n');
        engine(error).ifPresent(engine -> out.append(caret(engine.sql(), engine.position())));
        if (error.problems().size() > 1) {
            for (Problem problem : error.problems()) {
                out.append("  ").append(printable(problem.text())).append('\n');
                if (!problem.remedy().isEmpty()) {
                    out.append("    ").append(printable(problem.remedy())).append('\n');
                }
            }
        }
        if (!error.remedy().isEmpty()) {
            out.append("  ").append(printable(error.remedy())).append('\n');
        }
        return out.toString();
    }

    /** What the warehouse said, itself or as the cause of a failure further out. */
    private static Optional<EngineException> engine(VmshException error) {
        Throwable said = error instanceof EngineException ? error : error.getCause();
        return said instanceof EngineException engine ? Optional.of(engine) : Optional.empty();
    }

    /** The line of {@code sql} that the error is in, and a caret under the place; nothing if it is not known. */
    private static String caret(String sql, int position) {
        if (sql == null || position < 0 || position > sql.length()) {
            return "";
        }
        int start = sql.lastIndexOf('\n', position - 1) + 1;
        int end = sql.indexOf('\n', position);
        int lineEnd = end < 0 ? sql.length() : end;
        int from = Math.max(start, position - AROUND_CARET);
        int to = Math.min(lineEnd, Math.max(position, from) + AROUND_CARET);
        String before = (from > start ? "... " : "") + Cell.escaped(sql.substring(from, position));
        String after = Cell.escaped(sql.substring(position, to)) + (to < lineEnd ? " ..." : "");
        return "  " + before + after + "\n  " + " ".repeat(DisplayWidth.of(before)) + "^\n";
    }

    private static Map<String, Object> json(VmshException error, Optional<Place> place) {
        Optional<Problem> first = error.problems().stream().findFirst();
        var json = new LinkedHashMap<String, Object>();
        json.put("error", error.getMessage());
        json.put("remedy", error.remedy());
        json.put(
                "file",
                place.map(Place::file)
                        .or(() -> first.map(Problem::file).filter(file -> !file.isEmpty()))
                        .orElse(null));
        json.put(
                "line",
                place.map(Place::line)
                        .or(() -> first.map(Problem::line).filter(line -> line > 0))
                        .orElse(null));
        engine(error).map(EngineException::sql).ifPresent(sql -> json.put("sql", sql));
        if (!error.problems().isEmpty()) {
            json.put(
                    "problems",
                    error.problems().stream().map(ErrorPrinter::json).toList());
        }
        return json;
    }

    private static Map<String, Object> json(Problem problem) {
        var json = new LinkedHashMap<String, Object>();
        json.put("file", problem.file());
        json.put("line", problem.line());
        json.put("column", problem.column());
        json.put("message", problem.message());
        json.put("remedy", problem.remedy());
        return json;
    }

    /** Line by line without control characters: messages carry what users and servers wrote. */
    private static String printable(String text) {
        List<String> lines = String.valueOf(text).lines().map(Cell::escaped).toList();
        return String.join("\n  ", lines);
    }
}
