package dev.vmsh.project;

import dev.vmsh.problem.UsageException;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Chooses models by expressions: a name, a pattern with {@code *}, {@code tag:x}, {@code git:branch} for what changed
 * since, {@code +} before for all that it reads and after for
 * all that reads it, {@code &}, {@code |}, {@code ^} for not, and parentheses. Several expressions are joined by or. As in SQLMesh,
 * except that {@code &} chains freely and {@code +} after parentheses belongs to them.
 */
public final class Selector {
    private final Project project;
    private final String text;
    private int at;

    private Selector(Project project, String text) {
        this.project = project;
        this.text = text;
    }

    /** @throws UsageException if an expression cannot be read; a name that no model has chooses nothing */
    public static Set<TableName> select(List<String> expressions, Project project) {
        var chosen = new TreeSet<TableName>();
        for (String expression : expressions) {
            var selector = new Selector(project, expression);
            chosen.addAll(selector.or());
            if (selector.peek() != 0) {
                throw selector.unreadable();
            }
        }
        return chosen;
    }

    private Set<TableName> or() {
        var chosen = new TreeSet<>(and());
        while (take('|')) {
            chosen.addAll(and());
        }
        return chosen;
    }

    private Set<TableName> and() {
        var chosen = new TreeSet<>(not());
        while (take('&')) {
            chosen.retainAll(not());
        }
        return chosen;
    }

    private Set<TableName> not() {
        if (take('^')) {
            var rest = new TreeSet<>(project.models().keySet());
            rest.removeAll(not());
            return rest;
        }
        boolean upstream = take('+');
        Set<TableName> item = item();
        boolean downstream = take('+');
        var chosen = new TreeSet<>(item);
        if (upstream) {
            chosen.addAll(project.dag().upstream(item));
        }
        if (downstream) {
            chosen.addAll(project.dag().downstream(item));
        }
        return chosen;
    }

    private Set<TableName> item() {
        if (take('(')) {
            Set<TableName> inner = or();
            if (!take(')')) {
                throw unreadable();
            }
            return inner;
        }
        String word = word();
        if (word.isEmpty()) {
            throw unreadable();
        }
        if (word.startsWith("tag:")) {
            Predicate<String> tag = pattern(word.substring("tag:".length()).toLowerCase(Locale.ROOT));
            return models(model ->
                    model.properties().tags().stream().anyMatch(each -> tag.test(each.toLowerCase(Locale.ROOT))));
        }
        if (word.startsWith("git:")) {
            return changed(project.changedFiles().since(word.substring("git:".length())));
        }
        if (word.startsWith("resource_type:")) {
            return ofType(word.substring("resource_type:".length()));
        }
        if (word.indexOf(':') >= 0) {
            throw new UsageException(
                    "there is no selector '%s'".formatted(word),
                    "Use tag:NAME, git:BRANCH, resource_type:model, or a name");
        }
        String written = plain(word);
        Predicate<String> name = pattern(written);
        return models(model -> name.test(plain(model.name().toString())) || written.equals(withCatalog(model)));
    }

    /** A model's name with the catalog that it need not name. */
    private static String withCatalog(Model model) {
        String catalog = model.name().catalog() == null ? model.defaultCatalog() : null;
        return plain((catalog == null ? "" : catalog + ".") + model.name());
    }

    private static String plain(String name) {
        return name.replace("\"", "").toLowerCase(Locale.ROOT);
    }

    /** A seed changes with its rows too. */
    private Set<TableName> changed(Set<String> files) {
        return models(model -> files.contains(absolute(model.file()))
                || (model.kind() instanceof Kind.Seed seed
                        && files.contains(seed.file().path())));
    }

    private String absolute(String file) {
        return file.startsWith("/") ? file : project.root() + "/" + file;
    }

    /** Audits are nodes of their own in no environment, so that choosing them chooses no model. */
    private Set<TableName> ofType(String type) {
        return switch (type) {
            case "model" -> new TreeSet<>(project.models().keySet());
            case "audit" -> Set.of();
            default ->
                throw new UsageException(
                        "'%s' is not a type of resource".formatted(type),
                        "Use resource_type:model or resource_type:audit");
        };
    }

    private Set<TableName> models(Predicate<Model> wanted) {
        var chosen = new TreeSet<TableName>();
        project.models().values().stream().filter(wanted).map(Model::name).forEach(chosen::add);
        return chosen;
    }

    private static Predicate<String> pattern(String glob) {
        String[] pieces = glob.split("\\*", -1);
        var regex = new StringBuilder();
        for (int i = 0; i < pieces.length; i++) {
            regex.append(i == 0 ? "" : ".*").append(Pattern.quote(pieces[i]));
        }
        return Pattern.compile(regex.toString()).asMatchPredicate();
    }

    private String word() {
        skipBlanks();
        int start = at;
        while (at < text.length() && "&|^()+ \t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean take(char expected) {
        if (peek() == expected) {
            at++;
            return true;
        }
        return false;
    }

    private char peek() {
        skipBlanks();
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private UsageException unreadable() {
        return new UsageException(
                "the selector '%s' cannot be read at character %d".formatted(text, at + 1),
                "Write a name, *pattern*, tag:NAME, +NAME+, and join them with & | ^ ( )");
    }
}
