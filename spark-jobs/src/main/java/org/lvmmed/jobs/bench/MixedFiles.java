package org.lvmmed.jobs.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.lvmmed.ingest.phantom.MixedCorpus;
import org.lvmmed.ingest.phantom.PhantomSink;
import org.lvmmed.jobs.io.WorkFiles;

/** Generated files of mixed formats, on the local disk. */
final class MixedFiles {
  private static final int SIZE = 128;
  private static final long SEED = 1;

  private MixedFiles() {}

  /** URI of a folder of so many files, which are written once; the marker comes last. */
  static String in(WorkFiles work, int count) throws IOException {
    String folder = "files-" + count;
    if (!work.exists(folder + ".complete")) {
      work.delete(folder);
      // Written past Hadoop, whose local file system would put a checksum file beside each.
      Path root = Path.of(new org.apache.hadoop.fs.Path(work.uri(folder)).toUri().getPath());
      new MixedCorpus(SEED, count, SIZE).write(PhantomSink.directory(root));
      work.writeText(folder + ".complete", "");
    }
    return work.uri(folder);
  }
}
