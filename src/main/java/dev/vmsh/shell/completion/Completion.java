package dev.vmsh.shell.completion;

import java.util.List;

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

    /** Where the word that ends at the cursor begins. */
    int wordStart(String buffer, int cursor);
}
