package org.lvmmed.ingest.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.image.ImageHeader.Rescale;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.ValueTable;

/** Modality and VOI look-up tables (PS3.3, C.11.1.1 and C.11.2.1). */
final class LookUpTables {
  private static final int MOST = 1 << 16;

  private LookUpTables() {}

  /** The table from stored to modality values, or null. */
  static @Nullable ValueTable modality(DataSet set, PixelModule module)
      throws UnreadableImageException {
    return table(set, Tag.MODALITY_LUT_SEQUENCE, module.signed());
  }

  /** The first table from modality values to what is shown, or null. */
  static @Nullable ValueTable voi(DataSet set, PixelModule module, Rescale rescale)
      throws UnreadableImageException {
    boolean afterTable = !set.items(Tag.MODALITY_LUT_SEQUENCE).isEmpty();
    boolean signed = !afterTable && (module.signed() || rescale.intercept() < 0);
    return table(set, Tag.VOI_LUT_SEQUENCE, signed);
  }

  private static @Nullable ValueTable table(DataSet set, int sequence, boolean signed)
      throws UnreadableImageException {
    DataSet item = set.item(sequence).orElse(null);
    if (item == null) {
      return null;
    }
    ByteBuffer descriptor = item.binary(Tag.LUT_DESCRIPTOR);
    if (descriptor.remaining() < 6) {
      throw Faults.corrupt("Invalid LUT Descriptor: it needs three values");
    }
    int declared = descriptor.getShort() & 0xffff;
    int first = descriptor.getShort();
    int bits = descriptor.getShort() & 0xffff;
    int[] entries = entries(item.binary(Tag.LUT_DATA), declared == 0 ? MOST : declared);
    return new ValueTable(signed ? first : first & 0xffff, Math.max(1, bits), entries);
  }

  private static int[] entries(ByteBuffer data, int count) throws UnreadableImageException {
    boolean wide = data.remaining() >= 2 * count;
    if (!wide && data.remaining() < count) {
      throw Faults.corrupt(
          "Invalid LUT Data: " + data.remaining() + " bytes for " + count + " entries");
    }
    int[] entries = new int[count];
    for (int i = 0; i < count; i++) {
      entries[i] = wide ? data.getShort() & 0xffff : data.get(byteAt(data, i)) & 0xff;
    }
    return entries;
  }

  /** Entries of 8 bits fill 16-bit words, the first in the lower half. */
  private static int byteAt(ByteBuffer data, int i) {
    boolean swapped = data.order() == ByteOrder.BIG_ENDIAN;
    return Math.min(swapped ? i ^ 1 : i, data.limit() - 1);
  }
}
