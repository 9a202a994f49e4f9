package dev.vmsh.bench;

import dev.vmsh.bench.GeneratedModel.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Makes projects of any size, always the same for one size: half of the models FULL, three tenths VIEW, two tenths
 * INCREMENTAL_BY_TIME_RANGE over ten days, a hundred rows each, in five layers with one to three parents.
 */
final class ProjectGenerator {
    static final int ROWS = 100;
    static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
    static final int DAYS = 10;
    static final LocalDate LAST_DAY = FIRST_DAY.plusDays(DAYS - 1L);
    /** Midnight after the last day: what a plan takes as the present. */
    static final LocalDate PRESENT = LAST_DAY.plusDays(1);

    private static final long SEED = 20240101L;
    private static final List<String> LAYERS = List.of("staging", "base", "joined", "marts", "reports");
    /** Of ten models in a row, so that every layer has the same mixture. */
    private static final List<Kind> MIXTURE = List.of(
            Kind.FULL,
            Kind.VIEW,
            Kind.FULL,
            Kind.INCREMENTAL,
            Kind.FULL,
            Kind.VIEW,
            Kind.FULL,
            Kind.INCREMENTAL,
            Kind.VIEW,
            Kind.FULL);

    private final SplittableRandom random = new SplittableRandom(SEED);

    private ProjectGenerator() {}

    /** @param models how many models there are besides the seeds; at least ten */
    static GeneratedProject generate(int models) {
        if (models < 10) {
            throw new IllegalArgumentException("at least 10 models, not " + models);
        }
        return new ProjectGenerator().project(models);
    }

    /** Writes {@code project} into {@code folder}, as files that vmsh can open. */
    static void write(GeneratedProject project, Path folder, Target target) throws IOException {
        Files.createDirectories(folder.resolve("seeds"));
        Files.writeString(
                folder.resolve("config.yaml"), """
                gateways:
                  bench:
                %s
                model_defaults:
                  dialect: %s
                  start: '%s'
                """.formatted(target.connection(), target.dialect(), FIRST_DAY));
        for (String seed : project.seeds()) {
            String table = seed.substring(seed.indexOf('.') + 1);
            Files.writeString(folder.resolve("seeds/" + table + ".csv"), csv(table));
            writeModel(folder, seed, """
                    MODEL (
                      name %s,
                      kind SEED (path '../../seeds/%s.csv'),
                      columns (id BIGINT, day DATE, category TEXT, amount DOUBLE PRECISION),
                      grain id
                    );
                    """.formatted(seed, table));
        }
        for (GeneratedModel model : project.models()) {
            write(model, folder);
        }
    }

    static void write(GeneratedModel model, Path folder) throws IOException {
        writeModel(folder, model.name(), model.file());
    }

    private static void writeModel(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve("models/" + name.replace('.', '/') + ".sql");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private GeneratedProject project(int count) {
        List<String> seeds = new ArrayList<>();
        for (int i = 0; i < Math.max(2, count / 50); i++) {
            seeds.add("raw.source_%03d".formatted(i));
        }
        List<GeneratedModel> models = new ArrayList<>();
        List<String> tables = new ArrayList<>(seeds);
        for (int i = 0; i < count; i++) {
            boolean last = i == count - 1;
            Kind kind = last ? Kind.FULL : MIXTURE.get(i % MIXTURE.size());
            String layer = LAYERS.get(i * LAYERS.size() / count);
            List<String> parents = i < count / LAYERS.size() ? List.of(any(seeds)) : parentsAmong(tables);
            String name = "%s.model_%04d".formatted(layer, i);
            models.add(new GeneratedModel(name, kind, parents, 0));
            if (kind != Kind.VIEW) {
                tables.add(name);
            } else if (random.nextInt(4) == 0) {
                // Some views are read by others, few enough that a query does not unfold into hundreds of joins.
                tables.add(name);
            }
        }
        return new GeneratedProject(seeds, models);
    }

    /** One to three different parents, most of them made not long before: a change then reaches some models and not all. */
    private List<String> parentsAmong(List<String> tables) {
        int wanted = 1 + random.nextInt(3);
        int window = Math.min(tables.size(), Math.max(20, tables.size() / 4));
        List<String> recent = tables.subList(tables.size() - window, tables.size());
        List<String> parents = new ArrayList<>();
        while (parents.size() < wanted) {
            String parent = any(random.nextInt(5) == 0 ? tables : recent);
            if (!parents.contains(parent)) {
                parents.add(parent);
            } else if (recent.size() <= wanted) {
                break;
            }
        }
        return parents;
    }

    private String any(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    private static String csv(String table) {
        var numbers = new SplittableRandom(SEED + table.hashCode());
        var csv = new StringBuilder("id,day,category,amount\n");
        for (int row = 0; row < ROWS; row++) {
            csv.append(row + 1)
                    .append(',')
                    .append(FIRST_DAY.plusDays(row % DAYS))
                    .append(",category ")
                    .append((char) ('a' + row % 7))
                    .append(',')
                    .append(String.format(Locale.ROOT, "%.2f", numbers.nextDouble() * 1000))
                    .append('\n');
        }
        return csv.toString();
    }
}
