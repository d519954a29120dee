package org.lvmmed.ingest.inspect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.lvmmed.ingest.container.ContainerStore;
import org.lvmmed.ingest.dataset.CorpusListing;
import org.lvmmed.ingest.dataset.DatasetDefaults;
import org.lvmmed.ingest.dataset.DatasetListing;
import org.lvmmed.ingest.dataset.InvalidCorpusException;
import org.lvmmed.ingest.dataset.InvalidDatasetConfException;
import org.lvmmed.ingest.dataset.MaskDecision;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.ingest.identity.Identity;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.io.Tree;
import org.lvmmed.ingest.plan.CorpusPlan;
import org.lvmmed.ingest.plan.CorpusPlanner;
import org.lvmmed.ingest.plan.Probe;
import org.lvmmed.ingest.plan.Prober;
import org.lvmmed.ingest.plan.SeriesNote;
import org.lvmmed.ingest.plan.Unit;
import org.lvmmed.ingest.plan.Warning;
import org.lvmmed.ingest.read.ImageReaders;

/** What an ingest would decide of the datasets of a folder that has tables. */
final class DatasetView {
  private final ImageReaders readers;
  private final Consumer<String> lines;

  DatasetView(ImageReaders readers, Consumer<String> lines) {
    this.readers = readers;
    this.lines = lines;
  }

  /** A line for each dataset with a table; nothing of folders without one. */
  void show(Path folder, ContainerStore store, Tree tree) throws IOException {
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    try {
      List<DatasetListing> listing =
          CorpusListing.of(store, tree, name, DatasetDefaults.STANDARD, store::index);
      List<DatasetListing> tabled = listing.stream().filter(DatasetListing::tabled).toList();
      if (!tabled.isEmpty()) {
        CorpusPlan plan = plan(store, tabled);
        tabled.forEach(dataset -> lines.accept(line(folder, dataset, plan)));
      }
    } catch (InvalidCorpusException | InvalidDatasetConfException e) {
      lines.accept(
          "{\"path\":%s,\"error\":{\"code\":\"bad_dataset\",\"message\":%s}}"
              .formatted(Json.text(folder.toString()), Json.text(e.getMessage())));
    }
  }

  private CorpusPlan plan(FileStore store, List<DatasetListing> datasets) {
    Identity identity = new Identity(Secret.random());
    Prober prober = new Prober(store, readers, identity, true);
    Map<String, Probe> probes = new HashMap<>();
    for (Prober.Task task : CorpusPlanner.tasks(datasets)) {
      Probe probe = prober.probe(task);
      probes.put(probe.file(), probe);
    }
    return new CorpusPlanner(identity, DatasetDefaults.STANDARD.validation())
        .plan(datasets, probes);
  }

  private static String line(Path folder, DatasetListing dataset, CorpusPlan plan) {
    MaskDecision masks = plan.masks().get(dataset.name());
    List<String> warnings =
        plan.warnings().stream()
            .filter(warning -> warning.dataset().equals(dataset.name()))
            .map(Warning::message)
            .toList();
    List<String> series =
        plan.notes().stream()
            .filter(note -> note.dataset().equals(dataset.name()))
            .map(DatasetView::text)
            .toList();
    List<Unit> units =
        plan.units().stream()
            .filter(unit -> plan.datasets().get(unit.dataset()).name().equals(dataset.name()))
            .toList();
    List<String> labels =
        units.stream()
            .flatMap(unit -> unit.parts().stream())
            .map(Unit.Part::label)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    return "{\"path\":%s,\"dataset\":{\"name\":%s,\"masks\":%s,\"series\":%s,\"warnings\":%s,\"splits\":%s,\"labels\":%s}}"
        .formatted(
            Json.text(folder.resolve(dataset.folder()).toString()),
            Json.text(dataset.name()),
            masks == null ? "null" : Json.text(masks.text()),
            Meaning.texts(series),
            Meaning.texts(warnings),
            splits(units),
            Meaning.texts(labels));
  }

  /** Files of images by split; a volume is one. */
  private static String splits(List<Unit> units) {
    Map<Split, Long> counts = new EnumMap<>(Split.class);
    units.forEach(unit -> counts.merge(unit.split(), (long) unit.files().size(), Long::sum));
    return Arrays.stream(Split.values())
        .map(split -> Json.text(split.text()) + ":" + counts.getOrDefault(split, 0L))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String text(SeriesNote note) {
    return note.kind().text() + ": " + note.detail();
  }
}
