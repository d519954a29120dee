package org.lvmmed.jobs.ingest.parquet;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.lvmmed.ingest.io.Source;

/** A file of the corpus for Parquet's reader. */
record SourceInput(Source source) implements InputFile {

  /** A reader that looks at the checksums of pages, where the table has any. */
  static ParquetFileReader reader(Source source) throws IOException {
    return ParquetFileReader.open(
        new SourceInput(source),
        ParquetReadOptions.builder().usePageChecksumVerification(true).build());
  }

  @Override
  public long getLength() {
    return source.size();
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    SeekableByteChannel channel = source.channel();
    return new DelegatingSeekableInputStream(Channels.newInputStream(channel)) {
      @Override
      public long getPos() throws IOException {
        return channel.position();
      }

      @Override
      public void seek(long position) throws IOException {
        channel.position(position);
      }
    };
  }
}
