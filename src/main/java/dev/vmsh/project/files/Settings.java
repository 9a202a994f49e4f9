package dev.vmsh.project.files;

import dev.vmsh.project.Config;
import dev.vmsh.project.definition.ModelDefaults;
import java.util.List;
import java.util.Map;

/**
 * A project root's configuration: what the rest of vmsh sees, and what only the loader needs.
 *
 * @param defaults {@code model_defaults} by gateway, each gateway's own laid over the root's
 * @param ignorePatterns globs of files that are not read
 * @param cacheDirectory relative to the root
 */
record Settings(
        Config config,
        Map<String, ModelDefaults> defaults,
        boolean inferNames,
        List<String> ignorePatterns,
        String cacheDirectory) {}
