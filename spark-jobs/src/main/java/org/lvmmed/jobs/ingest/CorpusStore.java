package org.lvmmed.jobs.ingest;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.lvmmed.ingest.container.ContainerLimits;
import org.lvmmed.ingest.container.ContainerStore;

/** The files of a corpus directory, wherever it is, those in archives and tables among them. */
public final class CorpusStore {
  private CorpusStore() {}

  /** With the standard limits. */
  public static ContainerStore open(String uri, Configuration configuration) throws IOException {
    return open(uri, configuration, ContainerLimits.DEFAULT);
  }

  /**
   * @throws java.io.FileNotFoundException if there is no such folder
   */
  static ContainerStore open(String uri, Configuration configuration, ContainerLimits limits)
      throws IOException {
    return new ContainerStore(HadoopFileStore.open(uri, configuration), limits);
  }
}
