package org.lvmmed.jobs.ingest;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.util.SerializableConfiguration;
import org.lvmmed.ingest.container.ContainerLimits;
import org.lvmmed.ingest.container.ContainerStore;
import org.lvmmed.ingest.corpus.UnitReader;
import org.lvmmed.ingest.identity.Identity;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.pixels.PixelRules;
import org.lvmmed.ingest.plan.DatasetRules;
import org.lvmmed.ingest.plan.Prober;
import org.lvmmed.ingest.read.ImageReaders;

/**
 * What executors need to read files. It travels by broadcast, so that the secret is no property.
 */
record ReadingContext(
    String corpus,
    SerializableConfiguration hadoop,
    Secret secret,
    ReadLimits limits,
    PixelRules pixels,
    boolean allowBurnedIn,
    long memoryBytes,
    List<DatasetRules> datasets)
    implements Serializable {

  static ReadingContext of(
      IngestSettings settings, SerializableConfiguration hadoop, List<DatasetRules> datasets) {
    return new ReadingContext(
        settings.corpus(),
        hadoop,
        settings.secret(),
        settings.limits(),
        settings.pixels(),
        settings.allowBurnedIn(),
        settings.packing().memory(),
        List.copyOf(datasets));
  }

  Prober prober(FileStore store) {
    return new Prober(store, readers(), identity(), allowBurnedIn);
  }

  UnitReader unitReader(FileStore store) {
    return new UnitReader(store, readers(), identity(), datasets, pixels, memoryBytes);
  }

  /** A store of one task, which closes it. */
  ContainerStore store() throws IOException {
    return CorpusStore.open(corpus, hadoop.value(), new ContainerLimits(limits, memoryBytes));
  }

  private ImageReaders readers() {
    return ImageReaders.load(limits);
  }

  private Identity identity() {
    return new Identity(secret);
  }
}
