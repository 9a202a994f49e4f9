package dev.vmsh.project.files;

import dev.vmsh.problem.Problem;
import dev.vmsh.project.Model;
import dev.vmsh.project.definition.Problems;
import dev.vmsh.sql.Column;
import java.util.List;
import java.util.Optional;

/** The columns of a seed's table: those declared, else those of the file. */
final class SeedColumns {
    private SeedColumns() {}

    /** Empty if a declared column is not in the file, which is noted. */
    static Optional<List<Column>> checked(Model model, SeedReader.Description file, Problems problems) {
        List<Column> declared = model.properties().columns();
        if (declared.isEmpty()) {
            return Optional.of(file.columns());
        }
        List<String> missing = declared.stream()
                .map(Column::name)
                .filter(name -> !file.file().header().contains(name))
                .toList();
        if (missing.isEmpty()) {
            return Optional.of(declared);
        }
        problems.add(new Problem(
                model.file(),
                model.line(),
                0,
                "The seed's file has no column %s; it has %s"
                        .formatted(
                                String.join(", ", missing),
                                String.join(", ", file.file().header())),
                "Correct the columns of the model, or the header of the file"));
        return Optional.empty();
    }
}
