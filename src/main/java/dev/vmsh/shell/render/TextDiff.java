package dev.vmsh.shell.render;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** What changed between two texts, line by line. */
public final class TextDiff {
    private static final int CONTEXT = 3;

    private TextDiff() {}

    /** A unified diff, ending in a line end; empty if the texts are equal. */
    public static String unified(String fromName, String from, String toName, String to) {
        List<String> before = from.lines().toList();
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                fromName, toName, before, DiffUtils.diff(before, to.lines().toList()), CONTEXT);
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
