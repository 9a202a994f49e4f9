package dev.vmsh.fuzz;

import java.util.List;
import java.util.Random;

/** Makes one text of another, as a slip of the hand, a bad merge, a broken generator or malice would. The same seed makes the same. */
final class Mutator {
    private static final int MOST_EDITS = 3;
    private static final int LONG_RUN = 2_000;
    private static final List<String> PIECES = List.of(
            "(",
            ")",
            "'",
            "\"",
            ",",
            ";",
            "@",
            "@{",
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "--",
            "/*",
            "*/",
            "[",
            "]",
            "{",
            "}",
            ":=",
            "=",
            ":",
            "::",
            "- ",
            "&a",
            "*a",
            "<<: ",
            "|",
            ">",
            "\t",
            "\r",
            "\n",
            "\n\n\n",
            "\u0000",
            "\ufeff",
            "é",
            "😀",
            "0x",
            "1e999",
            "-",
            "$",
            "$$",
            "%",
            "\\",
            "`",
            "?",
            "!",
            "~",
            "MODEL",
            "MODEL (",
            "AUDIT (name a);",
            "kind",
            "FULL",
            "SELECT",
            "SELECT *",
            "FROM",
            "WITH x AS (",
            "UNION",
            "JINJA_QUERY_BEGIN;",
            "JINJA_STATEMENT_BEGIN;",
            "JINJA_END;",
            "ON_VIRTUAL_UPDATE_BEGIN;",
            "@DEF(",
            "@IF(",
            "@EACH(",
            "@EACH([1, 2], x -> @EACH([x], y -> ",
            "@SQL('@SQL(",
            "@REDUCE(",
            "@STAR(",
            "@this_model",
            "@start_ds",
            "@nothing",
            "x -> ",
            "NULL",
            "true",
            "~",
            "$root/",
            "../",
            ".inf",
            "{}",
            "[]",
            "{% for i in range(99999999) %}x{% endfor %}",
            "{{ 'a' * 999999999 }}",
            "99999999999999999999",
            "-1",
            "2024-13-45");

    private final Random random;

    Mutator(long seed) {
        this.random = new Random(seed);
    }

    /** {@code text} with one to three edits. */
    String mutated(String text) {
        var out = new StringBuilder(text);
        int edits = 1 + random.nextInt(MOST_EDITS);
        for (int i = 0; i < edits; i++) {
            edit(out, text);
        }
        return out.toString();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private void edit(StringBuilder out, String original) {
        int at = random.nextInt(out.length() + 1);
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> out.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            case 3, 4 -> out.delete(at, Math.min(out.length(), at + 1 + random.nextInt(12)));
            case 5 -> word(out, at, "");
            case 6 -> word(out, at, PIECES.get(random.nextInt(PIECES.size())));
            case 7 -> word(out, at, anyWord(original));
            case 8 -> swapLines(out);
            case 9 -> repeat(out, at);
            case 10 -> out.insert(at, original, 0, random.nextInt(original.length() + 1));
            default -> out.setLength(at);
        }
    }

    /** Puts {@code other} in the place of the word round {@code at}. */
    private static void word(StringBuilder out, int at, String other) {
        int from = at;
        int to = at;
        while (from > 0 && Character.isLetterOrDigit(out.charAt(from - 1))) {
            from--;
        }
        while (to < out.length() && Character.isLetterOrDigit(out.charAt(to))) {
            to++;
        }
        out.replace(from, to, other);
    }

    private String anyWord(String text) {
        String[] words = text.split("\\W+", -1);
        return words.length == 0 ? "" : words[random.nextInt(words.length)];
    }

    private void swapLines(StringBuilder out) {
        String[] lines = out.toString().split("\n", -1);
        int one = random.nextInt(lines.length);
        int other = random.nextInt(lines.length);
        String kept = lines[one];
        lines[one] = lines[other];
        lines[other] = kept;
        out.setLength(0);
        out.append(String.join("\n", lines));
    }

    /** A short piece many times over: deep nesting, long lists, long names. */
    private void repeat(StringBuilder out, int at) {
        int end = Math.min(out.length(), at + 1 + random.nextInt(8));
        String piece = out.substring(at, end);
        if (!piece.isEmpty()) {
            out.insert(at, piece.repeat(random.nextInt(LONG_RUN / piece.length())));
        }
    }
}
