package dev.vmsh.shell.completion;

import dev.vmsh.shell.completion.Completion.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How a selector of models may go on: names, {@code tag:} and {@code git:}, behind any of its operators. What is offered is the whole word.
 *
 * @param models names
 * @param tags of models
 * @param branches of the project's git repository
 */
public record Selectors(List<String> models, List<String> tags, List<String> branches) {
    private static final String OPERATORS = "&|^(+";
    private static final String TAG = "tag:";
    private static final String GIT = "git:";

    /** @param word what is typed of it */
    public List<Candidate> at(String word) {
        int begin = word.length();
        while (begin > 0 && OPERATORS.indexOf(word.charAt(begin - 1)) < 0 && word.charAt(begin - 1) != ')') {
            begin--;
        }
        String before = word.substring(0, begin);
        String item = word.substring(begin);
        if (isWhole(before)) {
            return List.of();
        }
        if (item.startsWith(TAG)) {
            return candidates(before + TAG, tags.stream(), "tag", "");
        }
        if (item.startsWith(GIT)) {
            return candidates(before + GIT, branches.stream(), "branch", "");
        }
        if (item.contains("*")) {
            return List.of(new Candidate(word, "pattern", matching(item)));
        }
        var candidates = new ArrayList<>(candidates(before, models.stream(), "model", ""));
        if (models.contains(item)) {
            candidates.add(new Candidate(word + "+", "selector", "and all that reads it"));
            return candidates;
        }
        schemas()
                .forEach(schema ->
                        candidates.add(new Candidate(before + schema + ".*", "pattern", matching(schema + ".*"))));
        if (!tags.isEmpty()) {
            candidates.add(new Candidate(before + TAG, "selector", "models with a tag"));
        }
        if (!branches.isEmpty()) {
            candidates.add(new Candidate(before + GIT, "selector", "what changed since a branch"));
        }
        if (item.isEmpty() && !before.endsWith("+")) {
            candidates.add(new Candidate(before + "+", "selector", "a model and all that it reads"));
        }
        return candidates;
    }

    /** How {@code dev:prod} may go on, one side after the other; or a selector of the models to compare. */
    public List<Candidate> comparison(List<String> environments, String word) {
        var candidates = new ArrayList<>(at(word));
        int colon = word.indexOf(':');
        if (colon < 0) {
            environments.forEach(name -> candidates.add(new Candidate(name + ":", "environment", "compared with ...")));
        } else if (!word.startsWith(TAG) && !word.startsWith(GIT)) {
            String source = word.substring(0, colon + 1);
            environments.forEach(name -> candidates.add(new Candidate(source + name, "environment", "")));
        }
        return candidates;
    }

    /** A plus or a parenthesis after a name ends what it stands behind: an operator follows, and no name. */
    private static boolean isWhole(String before) {
        if (before.endsWith(")")) {
            return true;
        }
        return before.endsWith("+") && before.length() > 1 && OPERATORS.indexOf(before.charAt(before.length() - 2)) < 0;
    }

    private static List<Candidate> candidates(String before, Stream<String> names, String group, String description) {
        return names.map(name -> new Candidate(before + name, group, description))
                .toList();
    }

    private String matching(String pattern) {
        String[] pieces = pattern.split("\\*", -1);
        long count = models.stream().filter(model -> fits(model, pieces)).count();
        return count == 1 ? "1 model" : count + " models";
    }

    private static boolean fits(String model, String[] pieces) {
        int at = 0;
        for (int i = 0; i < pieces.length; i++) {
            boolean last = i == pieces.length - 1;
            int found = i == 0
                    ? (model.startsWith(pieces[0]) ? 0 : -1)
                    : last ? model.length() - pieces[i].length() : model.indexOf(pieces[i], at);
            if (found < at || !model.startsWith(pieces[i], found)) {
                return false;
            }
            at = found + pieces[i].length();
        }
        return true;
    }

    private Set<String> schemas() {
        var schemas = new TreeSet<String>();
        models.stream()
                .filter(model -> model.indexOf('.') > 0)
                .forEach(model -> schemas.add(model.substring(0, model.lastIndexOf('.'))));
        return schemas;
    }
}
