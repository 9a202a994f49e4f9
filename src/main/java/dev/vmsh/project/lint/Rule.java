package dev.vmsh.project.lint;

import dev.vmsh.project.Model;
import java.util.List;

/**
 * One rule about models.
 *
 * @param name lower case, as configuration names it
 * @param meaning what it asks for, for people
 */
record Rule(String name, String meaning, Check check) {
    /** Finds what breaks a rule. */
    @FunctionalInterface
    interface Check {
        List<Complaint> of(Model model, Subject subject);
    }

    /**
     * One thing that breaks it.
     *
     * @param line in the model's file, from 1
     */
    record Complaint(int line, String message) {}
}
