package dev.vmsh.shell;

import java.util.List;

/** What newcomers may not find by themselves. */
final class Tips {
    static final List<String> ALL = List.of(
            "Tab completes commands, names, tables and columns; the right arrow takes the grey rest of a line.",
            "'plan dev' makes an environment of your own. It costs pointers, not copies.",
            "'use env dev' binds the session: every name in your SQL is read from dev afterwards.",
            "orders@dev and orders@prod name one model in two environments, in one statement.",
            "'\\resolve select ...' shows the SQL that is sent, physical tables and all.",
            "A * in the prompt means that your files differ from the environment: 'diff' says how, 'plan' applies it.",
            "'why MODEL' tells what changed, and what else that touches.",
            "'table_diff dev:prod MODEL' compares rows, not text.",
            "'log' lists what an environment was; 'rollback ENV --to PLAN' goes back there.",
            "'\\save NAME' keeps the last statement, '\\run NAME' runs it again in any session.",
            "'\\chart' draws the last result, '\\chart --html FILE' makes a page of it.",
            "'watch 5 environments' repeats a command; so it does SQL.",
            "'\\record FILE' writes down what you type as a script that runs.",
            "'\\copy (select ...) to 'x.parquet'' writes a file; .csv and .json work too.",
            "'help plan' explains a command with an example. '\\tips off' in ~/.config/vmsh/vmshrc ends these tips.");

    private Tips() {}

    /**
     * Another one for each start.
     *
     * @param starts how often something was done before, roughly
     */
    static String forStart(int starts) {
        return "tip: " + ALL.get(Math.floorMod(starts, ALL.size()));
    }
}
