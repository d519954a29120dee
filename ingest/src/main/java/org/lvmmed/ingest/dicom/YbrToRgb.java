package org.lvmmed.ingest.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Luminance and chrominance to red, green and blue, in place: the inverse of the equations of
 * PS3.3, C.7.6.3.1.2, which are those of ITU-R BT.601.
 */
final class YbrToRgb {
  private static final double CR_TO_R = 1.402;
  private static final double CB_TO_B = 1.772;
  private static final double CB_TO_G = -0.114 * CB_TO_B / 0.587;
  private static final double CR_TO_G = -0.299 * CR_TO_R / 0.587;

  private final int bytes;
  private final double centre;
  private final int max;
  private final double black;
  private final double luminanceGain;
  private final double chrominanceGain;

  /**
   * @param bits significant bits of a sample, at most 16
   * @param bytes of a sample, 1 or 2
   */
  YbrToRgb(int bits, int bytes, Photometric photometric) {
    boolean partial = photometric.isPartialRange();
    this.bytes = bytes;
    this.centre = 1 << bits - 1;
    this.max = (1 << bits) - 1;
    this.black = partial ? max * 16 / 255.0 : 0;
    this.luminanceGain = partial ? 255 / 219.0 : 1;
    this.chrominanceGain = partial ? 255 / 224.0 : 1;
  }

  void convert(byte[] data) {
    ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < data.length; i += 3 * bytes) {
      double y = (get(buffer, i) - black) * luminanceGain;
      double cb = (get(buffer, i + bytes) - centre) * chrominanceGain;
      double cr = (get(buffer, i + 2 * bytes) - centre) * chrominanceGain;
      put(buffer, i, y + CR_TO_R * cr);
      put(buffer, i + bytes, y + CB_TO_G * cb + CR_TO_G * cr);
      put(buffer, i + 2 * bytes, y + CB_TO_B * cb);
    }
  }

  private int get(ByteBuffer buffer, int at) {
    return bytes == 1 ? buffer.get(at) & 0xff : buffer.getShort(at) & 0xffff;
  }

  private void put(ByteBuffer buffer, int at, double value) {
    int rounded = (int) Math.max(0, Math.min(max, Math.floor(value + 0.5)));
    if (bytes == 1) {
      buffer.put(at, (byte) rounded);
    } else {
      buffer.putShort(at, (short) rounded);
    }
  }
}
