package org.lvmmed.jobs.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.lvmmed.ingest.phantom.CtSeries;
import org.lvmmed.ingest.phantom.MixedCorpus;
import org.lvmmed.ingest.phantom.PhantomSink;
import org.lvmmed.jobs.io.WorkFiles;

/** Generated files on the local disk, which are written once; a marker comes last. */
final class GeneratedFiles {
  private static final int MIXED_SIZE = 128;
  private static final int CT_SIZE = 512;
  private static final long SEED = 1;

  private final WorkFiles work;

  GeneratedFiles(WorkFiles work) {
    this.work = work;
  }

  /** Writes the files of a folder. */
  @FunctionalInterface
  private interface Writer {
    void write(PhantomSink sink) throws IOException;
  }

  /** URI of a folder of so many files of mixed formats, of 128 × 128 pixels. */
  String mixed(int count) throws IOException {
    return in("files-" + count, new MixedCorpus(SEED, count, MIXED_SIZE)::write);
  }

  /** URI of a folder of so many slices of CT, of 512 × 512 pixels and 16 bits. */
  String ct(int count) throws IOException {
    return in("ct-" + count, new CtSeries(SEED, count, CT_SIZE)::write);
  }

  private String in(String folder, Writer writer) throws IOException {
    if (!work.exists(folder + ".complete")) {
      work.delete(folder);
      // Written past Hadoop, whose local file system would put a checksum file beside each.
      Path root = Path.of(new org.apache.hadoop.fs.Path(work.uri(folder)).toUri().getPath());
      writer.write(PhantomSink.directory(root));
      work.writeText(folder + ".complete", "");
    }
    return work.uri(folder);
  }
}
