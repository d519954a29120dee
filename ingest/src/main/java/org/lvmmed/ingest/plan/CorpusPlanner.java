package org.lvmmed.ingest.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lvmmed.ingest.dataset.Annotation;
import org.lvmmed.ingest.dataset.DatasetListing;
import org.lvmmed.ingest.dataset.InvalidCorpusException;
import org.lvmmed.ingest.dataset.MaskDecision;
import org.lvmmed.ingest.identity.Identity;

/** Plans a corpus from its listing and the probes of its files. */
public final class CorpusPlanner {
  private static final int REASONS = 3;

  private final Identity identity;
  private final double validation;

  /**
   * @param validation share of the training patients that is kept for early stopping and choices
   */
  public CorpusPlanner(Identity identity, double validation) {
    this.identity = identity;
    this.validation = validation;
  }

  /** The files that are to be looked at first. */
  public static List<Prober.Task> tasks(List<DatasetListing> datasets) {
    List<Prober.Task> tasks = new ArrayList<>();
    for (DatasetListing dataset : datasets) {
      Set<String> masks =
          dataset.annotations().stream()
              .map(Annotation::mask)
              .filter(Objects::nonNull)
              .collect(Collectors.toSet());
      dataset
          .files()
          .forEach(
              file ->
                  tasks.add(
                      new Prober.Task(
                          dataset.name(),
                          dataset.folder(),
                          file.path(),
                          masks.contains(file.path())
                              ? dataset.conf().mask()
                              : dataset.conf().image(),
                          file.together() == null ? null : dataset.stored(file.together()))));
    }
    return tasks;
  }

  /**
   * @param probes by opaque identifier of the file
   * @throws InvalidCorpusException if no file is an image, or a patient stands in two splits
   */
  public CorpusPlan plan(List<DatasetListing> datasets, Map<String, Probe> probes) {
    List<DatasetRules> rules = new ArrayList<>();
    List<Unit> units = new ArrayList<>();
    List<FileFate> fates = new ArrayList<>();
    List<SeriesNote> notes = new ArrayList<>();
    List<SeriesGeometry> geometry = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    List<String> withoutPatients = new ArrayList<>();
    Map<String, MaskDecision> masks = new TreeMap<>();
    List<Warning> warnings = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (DatasetListing dataset : datasets) {
      DatasetPlanner planner = new DatasetPlanner(dataset, identity, probes, validation);
      planner.account();
      fates.addAll(planner.fates());
      if (!planner.hasImage()) {
        if (!dataset.folder().isEmpty()) {
          skipped.add(dataset.name());
          warnings.add(
              new Warning(
                  dataset.name(),
                  "no images",
                  "None of its "
                      + (dataset.files().size() + dataset.unusable().size())
                      + " files is an image that can be read, so that the folder is left out"));
        }
        continue;
      }
      units.addAll(planner.units(rules.size(), problems));
      rules.add(planner.rules());
      notes.addAll(planner.notes());
      geometry.addAll(planner.geometry());
      warnings.addAll(planner.warnings());
      planner.masks().ifPresent(decision -> masks.put(dataset.name(), decision));
      if (!planner.knowsPatients()) {
        withoutPatients.add(dataset.name());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidCorpusException(problems);
    }
    requireImages(units, datasets.size(), fates);
    return new CorpusPlan(
        rules, units, fates, notes, skipped, withoutPatients, geometry, masks, warnings);
  }

  private static void requireImages(List<Unit> units, int folders, List<FileFate> fates) {
    if (units.isEmpty()) {
      throw new InvalidCorpusException(
          "Invalid corpus: none of its "
              + fates.size()
              + " files in "
              + folders
              + " folders is an image that can be read; each folder of a corpus is a dataset with"
              + " images in it"
              + reasons(fates));
    }
  }

  /** The commonest reasons why files were refused. */
  private static String reasons(List<FileFate> fates) {
    Map<String, Long> counts =
        fates.stream()
            .map(FileFate::refusal)
            .filter(Objects::nonNull)
            .collect(Collectors.groupingBy(Refusal::message, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(REASONS)
        .map(e -> "; " + e.getValue() + " refused: " + e.getKey())
        .collect(Collectors.joining());
  }
}
