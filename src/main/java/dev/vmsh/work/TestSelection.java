package dev.vmsh.work;

import dev.vmsh.problem.UsageException;
import dev.vmsh.project.UnitTest;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which unit tests are meant.
 *
 * @param paths files, folders, and {@code file::test}; empty for all. Absolute, or from the project's folder; the beginning of a path
 *     may be left out
 * @param patterns pieces of {@code file::test}, or patterns of it with {@code *} and {@code ?}; a test is chosen if one fits; empty
 *     for all
 */
public record TestSelection(List<String> paths, List<String> patterns) {
    public static final TestSelection ALL = new TestSelection(List.of(), List.of());

    public TestSelection {
        paths = List.copyOf(paths);
        patterns = List.copyOf(patterns);
    }

    /**
     * @param root the project's folder
     * @throws UsageException if a path names no test, or nothing is left
     */
    public List<UnitTest> of(List<UnitTest> tests, String root) {
        for (String path : paths) {
            if (tests.stream().noneMatch(test -> lies(test, path, root))) {
                throw new UsageException(
                        "there is no test '%s'".formatted(path),
                        tests.isEmpty()
                                ? "Write one in tests/test_*.yaml"
                                : "There is, for one: " + tests.get(0).path());
            }
        }
        List<UnitTest> chosen = tests.stream()
                .filter(test -> paths.isEmpty() || paths.stream().anyMatch(path -> lies(test, path, root)))
                .filter(test -> patterns.isEmpty() || patterns.stream().anyMatch(pattern -> fits(test, pattern)))
                .toList();
        if (chosen.isEmpty() && !patterns.isEmpty()) {
            throw new UsageException(
                    "no test fits -k " + String.join(" -k ", patterns),
                    "The pattern is a piece of file::test, in the same case; * and ? stand for others");
        }
        return chosen;
    }

    private static boolean lies(UnitTest test, String typed, String root) {
        int cut = typed.indexOf("::");
        if (cut >= 0 && !test.name().equals(typed.substring(cut + 2))) {
            return false;
        }
        Path file = Path.of(cut < 0 ? typed : typed.substring(0, cut)).normalize();
        Path path = Path.of(test.file());
        if (file.isAbsolute()) {
            return Path.of(root).resolve(path).normalize().startsWith(file);
        }
        return path.startsWith(file) || path.endsWith(file);
    }

    private static boolean fits(UnitTest test, String pattern) {
        var regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return test.path().contains(pattern) || test.path().matches(regex.toString());
    }
}
