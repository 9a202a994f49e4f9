package dev.vmsh.project.definition;

import dev.vmsh.macro.MacroExpander;
import dev.vmsh.project.Audit;
import dev.vmsh.project.SqlText;
import dev.vmsh.sql.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads AUDIT blocks and their queries, in files of their own and in model files. Safe for threads as far as its arguments are. */
public final class AuditReader {
    private static final Set<String> KNOWN = Set.of(
            "name",
            "dialect",
            "skip",
            "blocking",
            "standalone",
            "defaults",
            "owner",
            "description",
            "cron",
            "cron_tz",
            "start",
            "end",
            "interval_unit",
            "stamp",
            "depends_on",
            "tags");

    private final Surroundings surroundings;
    private final MacroExpander expander;
    private final Problems problems;

    public AuditReader(Surroundings surroundings, MacroExpander expander, Problems problems) {
        this.surroundings = surroundings;
        this.expander = expander;
        this.problems = problems;
    }

    /** An audit, and whether it belongs to no model. */
    public record Defined(Audit audit, boolean standalone) {}

    /** The audits of one file; faults are noted. */
    public List<Defined> readFile(Source source) {
        try {
            Dialect dialect = DialectSniffer.dialect(source, surroundings.dialect());
            var audits = new ArrayList<Defined>();
            List<FilePart> current = new ArrayList<>();
            for (FilePart part : FileSplitter.split(source, dialect)) {
                boolean head = Head.read("AUDIT", part, source, dialect).isPresent();
                if (head && !current.isEmpty()) {
                    read(source, dialect, current).ifPresent(audits::add);
                    current = new ArrayList<>();
                } else if (!head && current.isEmpty()) {
                    throw new DefinitionException(
                            part.offset(),
                            "The file does not begin with an AUDIT block",
                            "Begin it with AUDIT (name my_audit);");
                }
                current.add(part);
            }
            if (!current.isEmpty()) {
                read(source, dialect, current).ifPresent(audits::add);
            }
            return audits;
        } catch (DefinitionException e) {
            problems.add(source, e.offset(), e.getMessage(), e.remedy());
            return List.of();
        }
    }

    /** @param parts the AUDIT block, its definitions, and its query */
    Optional<Defined> read(Source source, Dialect dialect, List<FilePart> parts) {
        try {
            return Optional.of(defined(source, dialect, parts));
        } catch (DefinitionException e) {
            problems.add(source, e.offset(), e.getMessage(), e.remedy());
            return Optional.empty();
        }
    }

    private Defined defined(Source source, Dialect dialect, List<FilePart> parts) {
        Head head = Head.read("AUDIT", parts.get(0), source, dialect).orElseThrow();
        Block block = Block.read(head.list(), problems, source);
        block.refuseUnknown(KNOWN, "an AUDIT block", problems, source);
        var values = new BlockValues(
                block,
                dialect,
                ModelDefaults.NONE,
                expander,
                surroundings.scope(dialect, null, Map.of()),
                problems,
                source);
        String name = values.text("name");
        if (name == null) {
            throw new DefinitionException(
                    head.offset(), "This AUDIT block has no name", "Write AUDIT (name my_audit);");
        }
        boolean standalone = values.flag("standalone", false);
        boolean blocking = values.flag("blocking", !standalone);
        if (standalone && blocking) {
            throw new DefinitionException(
                    values.offset("blocking"), "A standalone audit cannot be blocking", "Remove blocking true");
        }
        SqlText query = query(source, dialect, head, parts);
        var definitions = parts.subList(1, parts.size() - 1).stream()
                .map(part -> new SqlText(part.text(), source.line(part.offset()), part.jinja()))
                .toList();
        return new Defined(
                new Audit(
                        name.toLowerCase(Locale.ROOT),
                        source.file(),
                        dialect,
                        definitions,
                        query,
                        defaults(values),
                        blocking,
                        values.flag("skip", false)),
                standalone);
    }

    private SqlText query(Source source, Dialect dialect, Head head, List<FilePart> parts) {
        if (parts.size() < 2) {
            throw new DefinitionException(
                    head.offset(),
                    "This AUDIT block is not followed by a query",
                    "Write SELECT * FROM @this_model WHERE ... after it");
        }
        for (FilePart part : parts.subList(1, parts.size() - 1)) {
            if (part.jinja() || !TokenText.isDefinition(part.text(), dialect)) {
                throw new DefinitionException(
                        part.offset(),
                        "An audit has one query, and another statement follows this one",
                        "Keep one of them");
            }
        }
        FilePart last = parts.get(parts.size() - 1);
        return new SqlText(last.text(), source.line(last.offset()), last.jinja());
    }

    private static Map<String, String> defaults(BlockValues values) {
        return values.readUnexpanded("defaults", value -> {
                    var defaults = new LinkedHashMap<String, String>();
                    value.entries().forEach((key, text) -> defaults.put(key.toLowerCase(Locale.ROOT), text.text()));
                    return (Map<String, String>) defaults;
                })
                .orElse(Map.of());
    }
}
