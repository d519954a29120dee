package org.lvmmed.ingest.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * Walks a data set (PS3.5 section 7) up to its pixel data, keeps what {@link Tag} names and passes
 * over the rest without looking at it.
 *
 * <p>Lenient where archives are known to be: an element without a valid VR inside an explicit data
 * set is taken as an implicit one, stray delimiters are passed over.
 */
final class DataSetReader {
  private static final long UNDEFINED = 0xffffffffL;
  private static final int MAX_DEPTH = 64;

  private final DicomInput in;
  private final int maxItems;
  private boolean explicit;

  /**
   * @param maxItems the most items that a sequence that is read may have
   */
  DataSetReader(DicomInput in, boolean explicit, int maxItems) {
    this.in = in;
    this.explicit = explicit;
    this.maxItems = maxItems;
  }

  /**
   * Where the pixel data element's value begins.
   *
   * @param length of the value in bytes, or -1 where it is a sequence of fragments
   * @param words whether the element is of 16-bit words (OW), which matters for their byte order
   */
  record PixelElement(int tag, long offset, long length, boolean words) {
    boolean isFragments() {
      return length < 0;
    }
  }

  private record Element(int tag, Vr vr, long length) {
    boolean isUndefined() {
      return length == UNDEFINED;
    }
  }

  /** Reads up to the pixel data, which is left to be read; null if there is none. */
  @Nullable PixelElement readToPixelData(DataSet into)
      throws IOException, UnreadableImageException {
    while (!in.atEnd()) {
      Element element = element();
      if (Tag.isPixelData(element.tag)) {
        return new PixelElement(
            element.tag,
            in.position(),
            element.isUndefined() ? -1 : element.length,
            element.vr != Vr.OB && element.vr != Vr.UN);
      }
      readValue(element, into, 0);
    }
    return null;
  }

  /** Reads the elements of one group, such as the file meta information. */
  void readGroup(int group, DataSet into) throws IOException, UnreadableImageException {
    while (nextGroup() == group) {
      readValue(element(), into, 0);
    }
  }

  private int nextGroup() throws IOException {
    byte[] next = in.peek(2);
    if (next.length < 2) {
      return -1;
    }
    int low = next[in.bigEndian() ? 1 : 0] & 0xff;
    int high = next[in.bigEndian() ? 0 : 1] & 0xff;
    return high << 8 | low;
  }

  private Element element() throws IOException {
    int tag = in.tag();
    if (Tag.group(tag) == 0xFFFE) {
      return new Element(tag, Vr.NONE, in.u32());
    }
    Vr vr = explicit ? Vr.of(in.peek(2)) : Vr.NONE;
    if (vr == Vr.NONE) {
      return new Element(tag, vr, in.u32());
    }
    in.skip(2);
    if (!vr.hasLongLength()) {
      return new Element(tag, vr, in.u16());
    }
    in.skip(2);
    return new Element(tag, vr, in.u32());
  }

  private void readValue(Element element, @Nullable DataSet into, int depth)
      throws IOException, UnreadableImageException {
    if (isStrayDelimiter(element)) {
      return;
    }
    boolean kept = into != null && Tag.isReadSequence(element.tag);
    if (element.isUndefined() && element.vr.isBinary()) {
      skipFragments();
    } else if (element.isUndefined() || kept) {
      List<DataSet> items = sequence(element, kept, depth);
      if (into != null && kept) {
        into.put(element.tag, items);
      }
    } else if (into != null && element.length <= Tag.maxBytes(element.tag)) {
      into.put(element.tag, in.bytes((int) element.length));
    } else {
      in.skip(element.length);
    }
  }

  private static boolean isStrayDelimiter(Element element) {
    return (element.tag == Tag.ITEM_DELIMITATION || element.tag == Tag.SEQUENCE_DELIMITATION)
        && element.length == 0;
  }

  private List<DataSet> sequence(Element element, boolean kept, int depth)
      throws IOException, UnreadableImageException {
    if (depth >= MAX_DEPTH) {
      throw Faults.corrupt("Invalid data set: sequences nested deeper than " + MAX_DEPTH);
    }
    boolean outer = explicit;
    if (element.vr == Vr.UN) {
      explicit = false; // PS3.5 section 6.2.2: such a sequence is encoded implicitly
    }
    long end = element.isUndefined() ? Long.MAX_VALUE : in.position() + element.length;
    List<DataSet> items = items(end, kept, depth);
    explicit = outer;
    return items;
  }

  private List<DataSet> items(long end, boolean kept, int depth)
      throws IOException, UnreadableImageException {
    List<DataSet> items = new ArrayList<>();
    while (in.position() < end) {
      int tag = in.tag();
      long length = in.u32();
      if (tag == Tag.SEQUENCE_DELIMITATION) {
        break;
      }
      if (tag != Tag.ITEM) {
        throw Faults.corrupt(
            "Invalid data set: at byte " + in.position() + " a sequence holds no item");
      }
      if (kept && items.size() >= maxItems) {
        throw Faults.corrupt("Invalid data set: a sequence of more than " + maxItems + " items");
      }
      DataSet item = kept ? new DataSet(in.bigEndian()) : null;
      readItem(length, item, depth + 1);
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  private void readItem(long length, @Nullable DataSet item, int depth)
      throws IOException, UnreadableImageException {
    if (item == null && length != UNDEFINED) {
      in.skip(length);
      return;
    }
    long end = length == UNDEFINED ? Long.MAX_VALUE : in.position() + length;
    while (in.position() < end) {
      Element element = element();
      if (element.tag == Tag.ITEM_DELIMITATION) {
        break;
      }
      readValue(element, item, depth);
    }
  }

  private void skipFragments() throws IOException, UnreadableImageException {
    while (true) {
      int tag = in.tag();
      long length = in.u32();
      if (tag == Tag.SEQUENCE_DELIMITATION) {
        return;
      }
      if (tag != Tag.ITEM || length == UNDEFINED) {
        throw Faults.corrupt(
            "Invalid data set: at byte " + in.position() + " a fragment of no known length");
      }
      in.skip(length);
    }
  }
}
