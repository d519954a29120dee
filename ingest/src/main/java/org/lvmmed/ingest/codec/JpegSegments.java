package org.lvmmed.ingest.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lvmmed.ingest.image.UnreadableImageException;

/** Walks over the marker segments of a JPEG or JPEG-LS codestream (ITU-T T.81 annex B). */
final class JpegSegments {
  static final int SOI = 0xd8;
  static final int EOI = 0xd9;
  static final int SOS = 0xda;
  static final int END_OF_DATA = -1;

  private final byte[] data;
  private int at = 2;
  private int segmentEnd;

  JpegSegments(byte[] data) throws UnreadableImageException {
    this.data = data;
    if (data.length < 4 || (data[0] & 0xff) != 0xff || (data[1] & 0xff) != SOI) {
      throw Faults.corrupt("Invalid JPEG data: no start-of-image marker");
    }
  }

  /** Moves to the next marker and returns it; its segment, if it has one, is what is read then. */
  int nextMarker() throws UnreadableImageException {
    while (at + 1 < data.length) {
      if (data[at] != -1) {
        throw Faults.corrupt("Invalid JPEG data: no marker at byte " + at);
      }
      int marker = data[at + 1] & 0xff;
      if (marker == 0xff) {
        at++;
        continue;
      }
      at += 2;
      segmentEnd = at;
      if (hasSegment(marker)) {
        enterSegment(marker);
      }
      return marker;
    }
    return END_OF_DATA;
  }

  private static boolean hasSegment(int marker) {
    return marker != SOI && marker != EOI && marker != 1 && (marker < 0xd0 || marker > 0xd7);
  }

  private void enterSegment(int marker) throws UnreadableImageException {
    if (at + 2 > data.length) {
      throw Faults.truncated("Truncated JPEG data: it ends at byte " + at);
    }
    int length = (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
    segmentEnd = at + length;
    if (length < 2 || segmentEnd > data.length) {
      throw Faults.truncated(
          "Truncated JPEG data: marker "
              + Integer.toHexString(marker)
              + " announces "
              + length
              + " bytes at byte "
              + at
              + " of "
              + data.length);
    }
    at += 2;
  }

  int u8() throws UnreadableImageException {
    if (at >= segmentEnd) {
      throw Faults.corrupt("Invalid JPEG data: a segment is too short, at byte " + at);
    }
    return data[at++] & 0xff;
  }

  int u16() throws UnreadableImageException {
    int high = u8();
    return high << 8 | u8();
  }

  byte[] bytes(int count) throws UnreadableImageException {
    if (count > remaining()) {
      throw Faults.corrupt("Invalid JPEG data: a segment is too short, at byte " + at);
    }
    at += count;
    return Arrays.copyOfRange(data, at - count, at);
  }

  /** Bytes of the segment that are not read yet. */
  int remaining() {
    return segmentEnd - at;
  }

  void leaveSegment() {
    at = segmentEnd;
  }

  /** Offset of the next byte. */
  int position() {
    return at;
  }

  /** Continues at the marker that ended a scan. */
  void position(int marker) {
    at = marker;
  }

  byte[] data() {
    return data;
  }

  /**
   * One component of a frame (B.2.2).
   *
   * @param h and {@code v}: horizontal and vertical sampling factors
   */
  record Component(int id, int h, int v, int quantisation) {}

  /** A frame header (B.2.2). */
  record FrameHeader(int marker, int precision, int rows, int columns, List<Component> components) {

    int maxH() {
      return components.stream().mapToInt(Component::h).max().orElse(1);
    }

    int maxV() {
      return components.stream().mapToInt(Component::v).max().orElse(1);
    }

    int indexOf(int id) throws UnreadableImageException {
      for (int i = 0; i < components.size(); i++) {
        if (components.get(i).id == id) {
          return i;
        }
      }
      throw Faults.corrupt("Invalid JPEG scan: component " + id + " is not in the frame");
    }
  }

  /**
   * Reads a frame header and holds it against what the file says.
   *
   * @param marker 0xC0 and up, or JPEG-LS's 0xF7
   */
  FrameHeader frameHeader(int marker, FrameSize size) throws UnreadableImageException {
    int precision = u8();
    int lines = u16();
    int rows = lines == 0 ? size.rows() : lines; // 0: told by a later segment (B.2.5)
    int columns = u16();
    int count = u8();
    size.require(rows, columns, count);
    List<Component> components = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = u8();
      int factors = u8();
      Component component = new Component(id, factors >>> 4, factors & 15, u8());
      if (component.h < 1 || component.h > 4 || component.v < 1 || component.v > 4) {
        throw Faults.corrupt("Invalid JPEG frame: sampling factors " + factors);
      }
      components.add(component);
    }
    return new FrameHeader(marker, precision, rows, columns, List.copyOf(components));
  }

  /** One component of a scan: its index in the frame and its two table selectors. */
  record ScanComponent(int index, int first, int second) {}

  /**
   * A scan header (B.2.3). The last three fields are the spectral selection and the successive
   * approximation of DCT scans, the predictor and the point transform of lossless ones, and the
   * error bound and the interleaving of JPEG-LS.
   */
  record Scan(List<ScanComponent> components, int start, int end, int high, int low) {}

  Scan scan(FrameHeader frame) throws UnreadableImageException {
    int count = u8();
    if (count < 1 || count > frame.components.size()) {
      throw Faults.corrupt("Invalid JPEG scan: " + count + " components");
    }
    List<ScanComponent> components = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = frame.indexOf(u8());
      int tables = u8();
      components.add(new ScanComponent(index, tables >>> 4, tables & 15));
    }
    int start = u8();
    int end = u8();
    int approximation = u8();
    leaveSegment();
    return new Scan(List.copyOf(components), start, end, approximation >>> 4, approximation & 15);
  }
}
