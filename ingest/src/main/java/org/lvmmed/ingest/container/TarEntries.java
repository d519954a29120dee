package org.lvmmed.ingest.container;

import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/** Tells the files of a tar archive from what is none. */
final class TarEntries {
  private TarEntries() {}

  /**
   * Takes an entry in.
   *
   * @return the path that it is read by; nothing for folders and what is refused
   */
  static <P> Optional<String> add(EntryList<P> entries, TarArchiveEntry entry, P place)
      throws UnreadableImageException {
    if (!entry.isCheckSumOK()) {
      throw new UnreadableImageException(
          Reason.CORRUPT, "The tar archive is damaged: the checksum of a header is wrong");
    }
    if (entry.isDirectory()) {
      return Optional.empty();
    }
    if (entry.isSparse()) {
      entries.refuse(
          entry.getName(),
          Reason.UNSUPPORTED,
          "An entry of an archive that is stored with holes; archive it without --sparse");
      return Optional.empty();
    }
    if (!isFile(entry)) {
      entries.refuseLink(entry.getName());
      return Optional.empty();
    }
    return entries.add(entry.getName(), place);
  }

  /** A regular file; {@code isFile} of the library says so of devices too. */
  private static boolean isFile(TarArchiveEntry entry) {
    boolean special =
        entry.isLink()
            || entry.isSymbolicLink()
            || entry.isBlockDevice()
            || entry.isCharacterDevice()
            || entry.isFIFO();
    return !special && entry.getSize() >= 0;
  }
}
