package org.lvmmed.jobs.ingest;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.lvmmed.ingest.io.FileStore;

/** The files of a corpus directory, wherever it is. */
public final class CorpusStore {
  private CorpusStore() {}

  /**
   * @throws java.io.FileNotFoundException if there is no such folder
   */
  public static FileStore open(String uri, Configuration configuration) throws IOException {
    return HadoopFileStore.open(uri, configuration);
  }
}
