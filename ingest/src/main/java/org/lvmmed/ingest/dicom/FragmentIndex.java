package org.lvmmed.ingest.dicom;

import static org.lvmmed.ingest.codec.FrameCodecs.startsWith;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * The fragments of encapsulated pixel data (PS3.5 annex A.4) and the frames that they make up.
 *
 * @param fragments in the order of the file
 * @param offsetTable the Basic Offset Table: where each frame's first fragment begins, from the
 *     first one; empty where the writer left it out
 */
record FragmentIndex(List<Fragment> fragments, List<Long> offsetTable) {
  private static final int MAX_FRAGMENTS = 4_000_000;
  private static final int SIGNATURE_BYTES = 8;

  /**
   * One fragment.
   *
   * @param offset of its first byte in the content
   * @param startsCodestream whether it begins like a JPEG, JPEG-LS or JPEG 2000 image
   */
  record Fragment(long offset, int length, boolean startsCodestream) {}

  /** Walks over the fragments without reading them; {@code in} stands at the first item. */
  static FragmentIndex read(DicomInput in, int maxFrames)
      throws IOException, UnreadableImageException {
    List<Long> table = offsets(in, maxFrames);
    List<Fragment> fragments = new ArrayList<>();
    while (!in.atEnd()) {
      int tag = in.tag();
      long length = in.u32();
      if (tag == Tag.SEQUENCE_DELIMITATION) {
        break;
      }
      requireItem(in, tag, length);
      if (fragments.size() == MAX_FRAGMENTS) {
        throw Faults.corrupt("Invalid pixel data: more than " + MAX_FRAGMENTS + " fragments");
      }
      byte[] signature = in.peek((int) Math.min(SIGNATURE_BYTES, length));
      fragments.add(new Fragment(in.position(), (int) length, startsCodestream(signature)));
      in.skip(length);
    }
    return new FragmentIndex(fragments, table);
  }

  private static List<Long> offsets(DicomInput in, int maxFrames)
      throws IOException, UnreadableImageException {
    int tag = in.tag();
    long length = in.u32();
    requireItem(in, tag, length);
    if (length > 4L * maxFrames) {
      throw Faults.corrupt(
          "Invalid pixel data: an offset table of "
              + length
              + " bytes for at most "
              + maxFrames
              + " frames");
    }
    ByteBuffer table = ByteBuffer.wrap(in.bytes((int) length)).order(ByteOrder.LITTLE_ENDIAN);
    List<Long> offsets = new ArrayList<>();
    while (table.remaining() >= 4) {
      offsets.add(table.getInt() & 0xffffffffL);
    }
    return offsets;
  }

  private static void requireItem(DicomInput in, int tag, long length)
      throws UnreadableImageException {
    if (tag != Tag.ITEM || length > Integer.MAX_VALUE - 16) {
      throw Faults.corrupt(
          "Invalid pixel data: at byte " + in.position() + " no fragment of known length begins");
    }
  }

  private static boolean startsCodestream(byte[] b) {
    return startsWith(b, 0xff, 0xd8, 0xff)
        || startsWith(b, 0xff, 0x4f, 0xff, 0x51)
        || startsWith(b, 0, 0, 0, 12, 'j', 'P', ' ', ' ');
  }

  /**
   * Groups the fragments into frames: by an offset table that fits them, else one to one, else by
   * the fragments that begin a codestream. More frames than the header names are kept.
   *
   * @param extended the Extended Offset Table, empty where there is none
   */
  List<List<Fragment>> frames(int expected, List<Long> extended) throws UnreadableImageException {
    if (fragments.isEmpty()) {
      throw Faults.truncated("Truncated pixel data: no fragment for " + expected + " frames");
    }
    Optional<List<List<Fragment>>> byTable =
        byOffsets(extended, expected).or(() -> byOffsets(offsetTable, expected));
    if (byTable.isPresent()) {
      return byTable.get();
    }
    if (fragments.size() == expected) {
      return fragments.stream().map(List::of).toList();
    }
    List<List<Fragment>> byStart = groups(startsOfCodestreams());
    if (byStart.size() >= expected) {
      return byStart;
    }
    throw Faults.corrupt(
        "Invalid pixel data: "
            + fragments.size()
            + " fragments cannot be told apart into "
            + expected
            + " frames; the offset table is missing or wrong");
  }

  private Optional<List<List<Fragment>>> byOffsets(List<Long> table, int expected) {
    if (table.size() < expected) {
      return Optional.empty();
    }
    Map<Long, Integer> byOffset = new HashMap<>();
    long first = fragments.get(0).offset;
    for (int i = 0; i < fragments.size(); i++) {
      byOffset.put(fragments.get(i).offset - first, i);
    }
    List<Integer> starts = new ArrayList<>();
    int previous = -1;
    for (long offset : table) {
      Integer start = byOffset.get(offset);
      if (start == null || start <= previous || starts.isEmpty() && start != 0) {
        return Optional.empty();
      }
      starts.add(start);
      previous = start;
    }
    return Optional.of(groups(starts));
  }

  private List<Integer> startsOfCodestreams() {
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int i = 1; i < fragments.size(); i++) {
      if (fragments.get(i).startsCodestream) {
        starts.add(i);
      }
    }
    return starts;
  }

  private List<List<Fragment>> groups(List<Integer> starts) {
    List<List<Fragment>> groups = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : fragments.size();
      groups.add(fragments.subList(starts.get(i), end));
    }
    return groups;
  }
}
