package dev.vmsh.engine;

import dev.vmsh.problem.VmshException;
import dev.vmsh.project.Kind;
import dev.vmsh.project.Model;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a catalog cannot keep: nothing where its connector makes no views, and where single rows stay as they are the kinds of models that
 * change some of a table's rows. Pure.
 */
public final class CatalogLimits {
    private static final Kind.Reader<Boolean> NEEDED = new Needed();

    private CatalogLimits() {}

    /**
     * Refuses models that an engine cannot keep.
     *
     * @throws VmshException if there is one and {@link EngineTraits#views} does not hold; naming each of them, if
     *     {@link EngineTraits#rowChanges} does not hold and one needs it
     */
    public static void requirePossible(Collection<Model> models, EngineTraits traits, String catalog) {
        if (!traits.views() && !models.isEmpty()) {
            throw new VmshException(
                    "the connector of catalog '%s' makes no views, which every environment consists of"
                            .formatted(catalog),
                    "Set 'catalog' of the connection to one that does ('show catalogs' lists them); models there can read %s.SCHEMA.TABLE"
                            .formatted(catalog));
        }
        if (traits.rowChanges()) {
            return;
        }
        List<Model> refused = models.stream()
                .filter(model -> model.kind().read(NEEDED))
                .sorted((left, right) -> left.name().compareTo(right.name()))
                .toList();
        if (!refused.isEmpty()) {
            throw new VmshException(
                    "the connector of catalog '%s' cannot change single rows, which the kind of these models needs: %s"
                            .formatted(
                                    catalog,
                                    refused.stream()
                                            .map(model -> "%s (%s, %s:%d)"
                                                    .formatted(
                                                            model.name(),
                                                            model.kind().keyword(),
                                                            model.file(),
                                                            model.line()))
                                            .collect(Collectors.joining(", "))),
                    "Make them FULL, or keep the project in an Iceberg catalog");
        }
    }

    private static final class Needed implements Kind.Reader<Boolean> {
        @Override
        public Boolean full(Kind.Full kind) {
            return false;
        }

        @Override
        public Boolean view(Kind.View kind) {
            return false;
        }

        @Override
        public Boolean embedded(Kind.Embedded kind) {
            return false;
        }

        @Override
        public Boolean external(Kind.External kind) {
            return false;
        }

        @Override
        public Boolean seed(Kind.Seed kind) {
            return false;
        }

        @Override
        public Boolean incrementalByTimeRange(Kind.IncrementalByTimeRange kind) {
            return true;
        }

        @Override
        public Boolean incrementalByUniqueKey(Kind.IncrementalByUniqueKey kind) {
            return true;
        }

        @Override
        public Boolean incrementalByPartition(Kind.IncrementalByPartition kind) {
            return true;
        }

        @Override
        public Boolean incrementalUnmanaged(Kind.IncrementalUnmanaged kind) {
            return kind.insertOverwrite();
        }

        @Override
        public Boolean scdType2ByTime(Kind.ScdType2ByTime kind) {
            return false;
        }

        @Override
        public Boolean scdType2ByColumn(Kind.ScdType2ByColumn kind) {
            return false;
        }
    }
}
