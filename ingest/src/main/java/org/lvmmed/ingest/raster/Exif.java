package org.lvmmed.ingest.raster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing that is read of EXIF: how the picture is to be turned. */
final class Exif {
  private static final int ORIENTATION = 0x0112;
  private static final int HEADER = 6;

  private Exif() {}

  /** The orientation, 1 to 8, of a JPEG's APP1 segment; 1 where there is none. */
  static int orientation(ByteBuffer segment) {
    if (segment.remaining() < HEADER + 8
        || segment.getInt(0) != 0x45786966
        || segment.getShort(4) != 0) {
      return 1;
    }
    return ofTiff(segment.slice(HEADER, segment.remaining() - HEADER));
  }

  /** The orientation that EXIF data without a JPEG's marker tell; 1 where there is none. */
  static int ofTiff(ByteBuffer tiff) {
    if (tiff.remaining() < 8) {
      return 1;
    }
    tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return entry(tiff, tiff.getInt(4));
  }

  private static int entry(ByteBuffer tiff, int directory) {
    if (directory < 8 || directory > tiff.limit() - 2) {
      return 1;
    }
    int entries = tiff.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int at = directory + 2 + 12 * i;
      if (at > tiff.limit() - 12) {
        return 1;
      }
      if ((tiff.getShort(at) & 0xffff) == ORIENTATION) {
        int value = tiff.getShort(at + 8) & 0xffff;
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }
}
