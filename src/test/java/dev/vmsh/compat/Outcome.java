package dev.vmsh.compat;

import java.util.List;

/**
 * What became of one project. Texts are cells of a table; {@code -} says that the step was not reached.
 *
 * @param formatChanges models that mean something else once formatted
 * @param tools commands that look at the project and did not fail
 * @param madeTests tests that create_test made and that pass
 * @param errors what vmsh said where a step did not do what it should, in order; empty when all did
 */
record Outcome(
        String project,
        String models,
        String applied,
        String rows,
        String tests,
        String secondPlanEmpty,
        String devBatches,
        String promoteBatches,
        String formatChanges,
        String tools,
        String madeTests,
        List<String> errors) {
    static final String HEADER = """
            | project | models | applied | rows | tests passed | second plan empty | new env: batches | promotion: batches | changed by format | other commands | tests made | errors |
            |---|---|---|---|---|---|---|---|---|---|---|---|""";

    String row() {
        return "| "
                + String.join(
                        " | ",
                        project,
                        models,
                        applied,
                        rows,
                        tests,
                        secondPlanEmpty,
                        devBatches,
                        promoteBatches,
                        formatChanges,
                        tools,
                        madeTests,
                        errors.isEmpty() ? "none" : errors.size() + ": see below")
                + " |";
    }

    String details() {
        return "\n**" + project + "**\n\n- "
                + String.join(
                        "\n- ",
                        errors.stream()
                                .map(error -> error.strip().replace("\n", "\n  "))
                                .toList());
    }
}
