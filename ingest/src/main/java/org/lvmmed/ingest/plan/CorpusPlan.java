package org.lvmmed.ingest.plan;

import java.util.List;

/**
 * What an ingest will read.
 *
 * @param datasets those with at least one image
 * @param fates of the files that no unit reads
 * @param skipped names of folders without a readable image
 * @param withoutPatients names of datasets in which each file counts as a patient of its own
 */
public record CorpusPlan(
    List<DatasetRules> datasets,
    List<Unit> units,
    List<FileFate> fates,
    List<SeriesNote> notes,
    List<String> skipped,
    List<String> withoutPatients) {}
