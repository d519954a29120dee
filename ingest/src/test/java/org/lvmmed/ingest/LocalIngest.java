package org.lvmmed.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lvmmed.ingest.container.ContainerStore;
import org.lvmmed.ingest.corpus.ImageRow;
import org.lvmmed.ingest.corpus.Outcome;
import org.lvmmed.ingest.corpus.UnitReader;
import org.lvmmed.ingest.dataset.CorpusListing;
import org.lvmmed.ingest.dataset.DatasetDefaults;
import org.lvmmed.ingest.dataset.DatasetListing;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.ingest.identity.Identity;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.LocalFileStore;
import org.lvmmed.ingest.pixels.PixelRules;
import org.lvmmed.ingest.plan.CorpusPlan;
import org.lvmmed.ingest.plan.CorpusPlanner;
import org.lvmmed.ingest.plan.Fate;
import org.lvmmed.ingest.plan.FileFate;
import org.lvmmed.ingest.plan.Probe;
import org.lvmmed.ingest.plan.Prober;
import org.lvmmed.ingest.plan.Unit;
import org.lvmmed.ingest.read.ImageReaders;

/** Everything that an ingest does, in one thread and without tables. */
public record LocalIngest(CorpusPlan plan, List<Outcome> outcomes) {
  public static final Secret SECRET = Secret.of(new byte[32]);
  public static final Identity IDENTITY = new Identity(SECRET);

  public static LocalIngest of(Path corpus) throws IOException {
    return of(corpus, DatasetDefaults.STANDARD);
  }

  public static LocalIngest of(Path corpus, DatasetDefaults defaults) throws IOException {
    ContainerStore store = ContainerStore.over(new LocalFileStore(corpus));
    CorpusPlan plan = plan(corpus, defaults);
    UnitReader reader =
        new UnitReader(
            store,
            ImageReaders.load(ReadLimits.DEFAULT),
            IDENTITY,
            plan.datasets(),
            PixelRules.DEFAULT,
            1 << 20);
    List<Outcome> outcomes = new ArrayList<>();
    for (Unit unit : plan.units()) {
      reader.read(unit, outcomes::add);
    }
    return new LocalIngest(plan, outcomes);
  }

  public static CorpusPlan plan(Path corpus, DatasetDefaults defaults) throws IOException {
    return plan(corpus, defaults, IDENTITY);
  }

  public static CorpusPlan plan(Path corpus, DatasetDefaults defaults, Identity identity)
      throws IOException {
    ContainerStore store = ContainerStore.over(new LocalFileStore(corpus));
    List<DatasetListing> listing =
        CorpusListing.of(store, corpus.getFileName().toString(), defaults);
    Prober prober = new Prober(store, ImageReaders.load(ReadLimits.DEFAULT), identity, false);
    Map<String, Probe> probes = new HashMap<>();
    for (Prober.Task task : CorpusPlanner.tasks(listing)) {
      Probe probe = prober.probe(task);
      probes.put(probe.file(), probe);
    }
    return new CorpusPlanner(identity, defaults.validation()).plan(listing, probes);
  }

  public List<ImageRow> rows() {
    return outcomes.stream()
        .filter(Outcome.Row.class::isInstance)
        .map(o -> ((Outcome.Row) o).row())
        .toList();
  }

  public List<ImageRow> rows(Split split) {
    return rows().stream().filter(row -> row.split() == split).toList();
  }

  /** Kinds of what a person is told. */
  public List<String> warnings() {
    List<String> kinds = new ArrayList<>(plan.warnings().stream().map(w -> w.kind()).toList());
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Noted noted) {
        kinds.add(noted.warning().kind());
      }
    }
    return kinds;
  }

  /** Reasons of every refused file. */
  public List<Reason> refusals() {
    List<Reason> reasons = new ArrayList<>();
    for (FileFate fate : plan.fates()) {
      if (fate.fate() == Fate.QUARANTINED && fate.refusal() != null) {
        reasons.add(fate.refusal().reason());
      }
    }
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Refused refused) {
        reasons.add(refused.refusal().reason());
      }
    }
    return reasons;
  }

  /** Planned fates, counted; files of units are not among them. */
  public Map<Fate, Long> fates() {
    Map<Fate, Long> counts = new TreeMap<>();
    plan.fates().forEach(fate -> counts.merge(fate.fate(), 1L, Long::sum));
    return counts;
  }
}
