package dev.vmsh.shell.completion;

import dev.vmsh.sql.Input;
import dev.vmsh.sql.Splitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** Completion for a whole buffer: finds out whether the cursor is in a command or in SQL. */
public final class BufferCompletion implements Completion {
    private final Supplier<Set<String>> commandNames;
    private final CommandCompletion commands;
    private final SqlCompletion sql;

    public BufferCompletion(Supplier<Set<String>> commandNames, CommandCompletion commands, SqlCompletion sql) {
        this.commandNames = commandNames;
        this.commands = commands;
        this.sql = sql;
    }

    @Override
    public List<Candidate> at(String buffer, int cursor) {
        int start = wordStart(buffer, cursor);
        Input.Entry entry = entryAt(buffer, cursor);
        if (entry == null || entry.offset() >= start) {
            var candidates = new ArrayList<>(commands.names());
            candidates.addAll(sql.at("", 0, start < cursor));
            return inCaseOf(buffer.substring(start, cursor), candidates);
        }
        if (entry.input() instanceof Input.Command) {
            int statement = commands.statementStart(buffer.substring(entry.offset(), cursor));
            if (statement >= 0 && entry.offset() + statement <= start) {
                int from = entry.offset() + statement;
                return at(buffer.substring(from), cursor - from);
            }
            String typed = buffer.substring(entry.offset(), start).strip();
            return commands.arguments(Arrays.asList(typed.split("\\s+")), buffer.substring(start, cursor));
        }
        Splitter.Piece piece = ((Input.Statements) entry.input()).pieces().get(0);
        return inCaseOf(
                buffer.substring(start, cursor),
                sql.at(buffer.substring(piece.offset()), start - piece.offset(), start < cursor));
    }

    /** Whoever begins a word of SQL in capitals gets the rest in capitals. */
    private static List<Candidate> inCaseOf(String word, List<Candidate> candidates) {
        boolean capitals = word.chars().anyMatch(Character::isUpperCase) && word.equals(word.toUpperCase(Locale.ROOT));
        if (!capitals) {
            return candidates;
        }
        return candidates.stream()
                .map(each -> SqlCompletion.isWord(each)
                        ? new Candidate(each.value().toUpperCase(Locale.ROOT), each.group(), each.description())
                        : each)
                .toList();
    }

    @Override
    public String tip(String buffer) {
        Input.Entry entry = entryAt(buffer, buffer.length());
        if (entry == null || !(entry.input() instanceof Input.Command) || !buffer.endsWith(" ")) {
            return "";
        }
        String typed = buffer.substring(entry.offset()).strip();
        if (commands.statementStart(typed) >= 0) {
            return "";
        }
        return commands.tip(Arrays.asList(typed.split("\\s+")));
    }

    /** Whether the cursor stands in a command, where words end at white space only, and not in the SQL that it is given. */
    private boolean inWords(String buffer, int cursor) {
        Input.Entry entry = entryAt(buffer, cursor);
        return entry != null
                && entry.input() instanceof Input.Command
                && commands.statementStart(buffer.substring(entry.offset(), cursor)) < 0;
    }

    @Override
    public int wordStart(String buffer, int cursor) {
        boolean command = inWords(buffer, cursor)
                || (cursor > 0 && buffer.substring(0, cursor).matches("\\s*\\\\\\S*"));
        int start = cursor;
        while (start > 0) {
            char c = buffer.charAt(start - 1);
            boolean part = command ? !Character.isWhitespace(c) : Character.isLetterOrDigit(c) || c == '_' || c == '$';
            if (!part) {
                break;
            }
            start--;
        }
        return start;
    }

    /** The last command or statement that begins left of the cursor and is not finished there. */
    private Input.Entry entryAt(String buffer, int cursor) {
        String left = buffer.substring(0, cursor);
        List<Input.Entry> entries = Input.all(left, commandNames.get());
        if (entries.isEmpty()) {
            return null;
        }
        Input.Entry last = entries.get(entries.size() - 1);
        if (last.input() instanceof Input.Command command) {
            int end = last.offset() + command.line().length();
            return left.substring(end).contains("\n") || left.substring(end).contains(";") ? null : last;
        }
        return ((Input.Statements) last.input()).pieces().get(0).terminated() ? null : last;
    }
}
