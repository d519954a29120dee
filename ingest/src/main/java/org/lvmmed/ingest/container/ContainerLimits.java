package org.lvmmed.ingest.container;

import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * Bounds on what a container may make a reader do. A bomb is told from a large archive by how much
 * more it unpacks to than it has: pictures hardly compress, and empty masks are small.
 *
 * @param reading those of files; an archive has at most as many entries as a file may have frames
 * @param memory bytes that may be kept of entries in a stream that cannot be read but from its
 *     start
 */
public record ContainerLimits(ReadLimits reading, long memory) {
  /** So many times its own size an archive may unpack to, beyond what any file may have. */
  private static final long RATIO = 200;

  /** So many times its own size it may, however large it is. */
  private static final long USUAL = 10;

  public static final ContainerLimits DEFAULT = new ContainerLimits(ReadLimits.DEFAULT, 128L << 20);

  /** Bytes that a container of so many may unpack to. */
  public long unpacked(long packed) {
    double bound = Math.max(reading.maxFileBytes(), (double) RATIO * packed);
    return (long) Math.max(Math.min(bound, reading.maxTotalBytes()), (double) USUAL * packed);
  }

  /** Refuses what unpacks to more than that. */
  public void checkUnpacked(double bytes, long packed) throws UnreadableImageException {
    if (bytes > unpacked(packed)) {
      throw tooLarge(packed);
    }
  }

  UnreadableImageException tooLarge(long packed) {
    return new UnreadableImageException(
        Reason.TOO_LARGE,
        "The archive of "
            + packed
            + " bytes unpacks to more than "
            + unpacked(packed)
            + ", as archives do that are made to fill disks; unpack it if it is meant so, or raise"
            + " ingest.limits.file and ingest.limits.total");
  }

  /** Refuses more entries than there may be. */
  public void checkEntries(long count) throws UnreadableImageException {
    if (count > reading.maxFrames()) {
      throw new UnreadableImageException(
          Reason.TOO_LARGE,
          "The archive has more entries than the limit of " + reading.maxFrames() + "; split it");
    }
  }
}
