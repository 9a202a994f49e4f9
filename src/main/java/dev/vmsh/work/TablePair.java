package dev.vmsh.work;

import dev.vmsh.diff.SegmentedDiffer;
import dev.vmsh.diff.TableDiffOptions;
import dev.vmsh.diff.TableDiffReport;
import dev.vmsh.diff.TableDiffer;
import dev.vmsh.diff.TableSide;
import dev.vmsh.engine.EngineSession;
import dev.vmsh.sql.TableName;
import java.util.List;
import java.util.Optional;

/** Compares two tables where they are: in one engine if they share it, else each in its own. Safe for several threads. */
record TablePair(Connections connections, String source, String target) {
    /** Whether both are in one engine. */
    boolean together() {
        return connections
                .gateway(source)
                .name()
                .equals(connections.gateway(target).name());
    }

    /**
     * @param before on the source's engine
     * @param after on the target's
     */
    TableDiffReport compare(
            EngineSession before,
            EngineSession after,
            TableSide left,
            TableSide right,
            Optional<TableName> model,
            List<String> keys,
            TableDiffOptions options) {
        var one = DiffQuestions.of(before, connections.engine(source).dialect());
        var other = DiffQuestions.of(after, connections.engine(target).dialect());
        return together()
                ? TableDiffer.compare(one, one.dialect(), left, right, model, keys, options)
                : SegmentedDiffer.compare(one, other, left, right, model, keys, options);
    }
}
