package org.lvmmed.ingest.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lvmmed.ingest.codec.JpegSegments.Component;
import org.lvmmed.ingest.codec.JpegSegments.FrameHeader;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * What a JPEG codestream says of its colour space (ITU-T T.872, section 6): by component
 * identifiers that spell RGB, else by Adobe's segment, else, where coefficients are coded, by
 * JFIF's.
 */
final class JpegColour {
  private static final int ADOBE_TRANSFORM_AT = 11;

  private boolean jfif;
  private int adobeTransform = -1;

  /** Reads an APP0 segment. */
  void readApp0(JpegSegments in) throws UnreadableImageException {
    jfif |= startsWith(in.bytes(in.remaining()), "JFIF");
  }

  /** Reads an APP14 segment. */
  void readApp14(JpegSegments in) throws UnreadableImageException {
    byte[] segment = in.bytes(in.remaining());
    if (startsWith(segment, "Adobe") && segment.length > ADOBE_TRANSFORM_AT) {
      adobeTransform = segment[ADOBE_TRANSFORM_AT];
    }
  }

  private static boolean startsWith(byte[] segment, String text) {
    return new String(segment, StandardCharsets.ISO_8859_1).startsWith(text);
  }

  /**
   * @param transformed whether the coding is one that colour is transformed for by habit
   */
  Raster.Colour of(FrameHeader frame, boolean transformed) {
    if (frame.components().size() != 3) {
      return Raster.Colour.UNSTATED;
    }
    List<Integer> ids = frame.components().stream().map(Component::id).toList();
    if (ids.equals(List.of((int) 'R', (int) 'G', (int) 'B'))
        || ids.equals(List.of((int) 'r', (int) 'g', (int) 'b'))
        || adobeTransform == 0) {
      return Raster.Colour.RGB;
    }
    boolean ybr = adobeTransform == 1 || transformed && jfif;
    return ybr ? Raster.Colour.YBR : Raster.Colour.UNSTATED;
  }
}
