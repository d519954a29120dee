package org.lvmmed.ingest.plan;

import java.util.List;
import java.util.Map;
import org.lvmmed.ingest.dataset.MaskDecision;

/**
 * What an ingest will read.
 *
 * @param datasets those with at least one image
 * @param fates of the files that no unit reads
 * @param skipped names of folders without a readable image
 * @param withoutPatients names of datasets in which each file counts as a patient of its own
 * @param geometry how the slices of every series lie
 * @param masks what mask values mean, by dataset, where there are masks
 * @param warnings what is known before the pixels are read
 */
public record CorpusPlan(
    List<DatasetRules> datasets,
    List<Unit> units,
    List<FileFate> fates,
    List<SeriesNote> notes,
    List<String> skipped,
    List<String> withoutPatients,
    List<SeriesGeometry> geometry,
    Map<String, MaskDecision> masks,
    List<Warning> warnings) {}
