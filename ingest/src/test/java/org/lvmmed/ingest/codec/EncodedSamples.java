package org.lvmmed.ingest.codec;

import java.io.IOException;
import java.util.List;

/** One small grey image in every compressed coding. */
public final class EncodedSamples {

  private EncodedSamples() {}

  /** An image and its reversible JPEG 2000 codestream. */
  public record Coded(int[] values, byte[] stream) {}

  /** A JPEG 2000 of so many bits. */
  public static Coded jpeg2000(FrameSize size, int bits) throws IOException {
    int[] image = Samples.image(size, bits, 5);
    return new Coded(image, Jpeg2000Test.encode(image, size, bits, 64, true));
  }

  /** A JPEG of 12 bits. */
  public static byte[] twelveBits(FrameSize size) {
    return DctJpegTest.encode(Samples.image(size, 12, 3), size, 12, 0);
  }

  /** Codestreams of an image of 8 to 16 bits. */
  public static List<byte[]> all(FrameSize size) throws IOException {
    int[] image = Samples.image(size, 8, 1);
    return List.of(
        LosslessJpegTest.encode(image, size, 8, 7, 0, 4),
        LosslessJpegTest.encode(Samples.image(size, 16, 2), size, 16, 4, 0, 0),
        DctJpegTest.encode(image, size, 8, 3),
        DctJpegTest.encode(Samples.image(size, 12, 3), size, 12, 0),
        DctJpegTest.write(size, java.awt.image.BufferedImage.TYPE_BYTE_GRAY, true),
        JpegLsTest.encode(image, size, 8, 0, 0, new int[0]),
        JpegLsTest.encode(Samples.image(size, 16, 4), size, 16, 2, 0, new int[0]),
        Jpeg2000Test.encode(image, size, 8, 16, true),
        Jpeg2000Test.encode(image, size, 8, 32, false));
  }
}
