package org.lvmmed.jobs.pretrain.plan;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.lvmmed.jobs.io.InputException;

/**
 * Image ids in ascending order, numbered from 0. Hexadecimal text is kept as the bytes that it
 * stands for: the 32 digits of the corpus take 16 bytes an image.
 */
public final class ImageIds implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] packed;
  private final int width;

  private ImageIds(byte[] packed, int width) {
    this.packed = packed;
    this.width = width;
  }

  /**
   * @param ids ascending, of one length
   */
  static ImageIds of(List<String> ids) {
    byte[][] all = ids.stream().map(ImageIds::bytes).toArray(byte[][]::new);
    return ofAscending(all);
  }

  /**
   * @param ids as bytes, ascending
   * @throws InputException if they are not equally long
   */
  static ImageIds ofAscending(byte[][] ids) {
    int width = ids.length == 0 ? 0 : ids[0].length;
    byte[] packed = new byte[Math.multiplyExact(width, ids.length)];
    for (int i = 0; i < ids.length; i++) {
      if (ids[i].length != width || width < Long.BYTES) {
        throw refused(HEX.formatHex(ids[i]));
      }
      System.arraycopy(ids[i], 0, packed, i * width, width);
    }
    return new ImageIds(packed, width);
  }

  /**
   * The bytes that an id stands for.
   *
   * @throws InputException if it is not hexadecimal
   */
  static byte[] bytes(String id) {
    try {
      return HEX.parseHex(id);
    } catch (IllegalArgumentException e) {
      throw refused(id);
    }
  }

  private static InputException refused(String id) {
    return new InputException(
        "Invalid image_id '%s' in corpus/: 16 or more hexadecimal digits, of all rows equally many; ingest again"
            .formatted(id));
  }

  public int size() {
    return width == 0 ? 0 : packed.length / width;
  }

  public String get(int image) {
    return HEX.formatHex(packed, image * width, (image + 1) * width);
  }

  /** The first 64 bits of an image's id. */
  long key(int image) {
    return ByteBuffer.wrap(packed).getLong(image * width);
  }

  /** The number of an image; −1 where the id is not among these. */
  int indexOf(String id) {
    if (id.length() != 2 * width) {
      return -1;
    }
    byte[] wanted = bytes(id);
    int from = 0;
    int to = size() - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int order =
          Arrays.compareUnsigned(packed, middle * width, (middle + 1) * width, wanted, 0, width);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return -1;
  }

  /** The number of the image whose id begins with these 64 bits, or of the next one after them. */
  int withKey(long key) {
    int from = 0;
    int to = size() - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (Long.compareUnsigned(key(middle), key) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
