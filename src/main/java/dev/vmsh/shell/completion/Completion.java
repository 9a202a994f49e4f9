package dev.vmsh.shell.completion;

import java.util.List;
import java.util.function.BooleanSupplier;

/** What can be typed. Answers at once, from memory; safe to ask from any thread. */
public interface Completion {
    /**
     * Something that could stand at the cursor.
     *
     * @param value what is inserted
     * @param group what it is: command, table, column
     * @param description a few words; may be empty
     */
    record Candidate(String value, String group, String description) {}

    /**
     * @param buffer everything typed so far
     * @param cursor offset of the cursor in it
     * @return what could stand where the word at the cursor begins; not yet filtered by what is typed of it
     */
    List<Candidate> at(String buffer, int cursor);

    /**
     * What the command that is being typed expects next, for reading: {@code [ENV] [OPTIONS]}. Empty where that cannot be said.
     *
     * @param buffer everything typed so far, the cursor at its end
     */
    String tip(String buffer);

    /** This one while {@code wanted} says so; otherwise nothing is offered. */
    default Completion onlyIf(BooleanSupplier wanted) {
        Completion all = this;
        return new Completion() {
            @Override
            public List<Candidate> at(String buffer, int cursor) {
                return wanted.getAsBoolean() ? all.at(buffer, cursor) : List.of();
            }

            @Override
            public String tip(String buffer) {
                return wanted.getAsBoolean() ? all.tip(buffer) : "";
            }

            @Override
            public int wordStart(String buffer, int cursor) {
                return all.wordStart(buffer, cursor);
            }
        };
    }

    /** Where the word that ends at the cursor begins. */
    int wordStart(String buffer, int cursor);
}
