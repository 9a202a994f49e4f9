package dev.vmsh.shell.jline;

import dev.vmsh.shell.completion.Completion;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Hands what could be typed to JLine, which filters it by what is typed. */
final class BufferCompleter implements Completer {
    private final Completion completion;

    BufferCompleter(Completion completion) {
        this.completion = completion;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        for (Completion.Candidate each : completion.at(line.line(), line.cursor())) {
            String description = each.description().isEmpty() ? null : each.description();
            boolean schema = each.group().equals("schema");
            candidates.add(new Candidate(
                    schema ? each.value() + "." : each.value(),
                    each.value(),
                    each.group(),
                    description,
                    null,
                    null,
                    !schema && !goesOn(each.value())));
        }
    }

    /** Whether more is typed behind it without a blank: a folder, the beginning of a selector, the first of two names. */
    private static boolean goesOn(String value) {
        return value.endsWith("/") || value.endsWith(":") || value.matches("(.*[&|^(])?\\+");
    }
}
