package org.lvmmed.ingest.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry.NameSource;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** The entries of a zip archive, each read by itself. */
final class ZipContainer implements Container {
  private final ZipFile zip;
  private final EntryList<ZipArchiveEntry> entries;

  ZipContainer(ZipFile zip, long packed, ContainerLimits limits)
      throws IOException, UnreadableImageException {
    this.zip = zip;
    this.entries = new EntryList<>(limits);
    try {
      double unpacked = 0;
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        if (!entry.isDirectory()) {
          add(entry);
          unpacked += entry.getSize();
        }
      }
      limits.checkUnpacked(unpacked, packed);
    } catch (UnreadableImageException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private void add(ZipArchiveEntry entry) throws UnreadableImageException {
    String name = name(entry);
    if (entry.isUnixSymlink()) {
      entries.refuseLink(name);
    } else if (entry.getGeneralPurposeBit().usesEncryption()) {
      entries.refuse(
          name,
          Reason.UNSUPPORTED,
          "An encrypted entry of an archive; unpack the archive with its password");
    } else if (!zip.canReadEntryData(entry) || entry.getSize() < 0) {
      entries.refuse(
          name,
          Reason.UNSUPPORTED,
          "An entry of an archive that is compressed by method "
              + entry.getMethod()
              + "; archive it with deflate");
    } else {
      entries.add(name, entry);
    }
  }

  /** Names that are not said to be UTF-8 are, where they can be; else they are of code page 437. */
  private static String name(ZipArchiveEntry entry) {
    boolean stated =
        entry.getGeneralPurposeBit().usesUTF8ForNames() || entry.getNameSource() != NameSource.NAME;
    if (stated) {
      return entry.getName();
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(entry.getRawName()))
          .toString();
    } catch (CharacterCodingException e) {
      Charset old =
          Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;
      return new String(entry.getRawName(), old);
    }
  }

  @Override
  public Contents contents(Columns columns) {
    List<Contents.Entry> files =
        entries.places().entrySet().stream()
            .map(e -> new Contents.Entry(e.getKey(), e.getValue().getSize(), null))
            .toList();
    return new Contents(files, entries.refused());
  }

  @Override
  public boolean exists(String entry) {
    return entries.has(entry);
  }

  @Override
  public long size(String entry) throws IOException {
    return entries.place(entry).getSize();
  }

  @Override
  public InputStream open(String entry) throws IOException {
    return ZipFormat.checked(zip, entries.place(entry));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
