package org.lvmmed.ingest.codec;

import org.lvmmed.ingest.image.UnreadableImageException;

/** Finds the decoder of a codestream by its first bytes, whatever its file calls it. */
public final class FrameCodecs {

  private static final FrameCodec JPEG = new JpegCodec();
  private static final FrameCodec JPEG_2000 = new Jpeg2000Codec();

  private FrameCodecs() {}

  /** The codec for a codestream: JPEG, JPEG-LS or JPEG 2000. */
  public static FrameCodec forContent(byte[] stream) throws UnreadableImageException {
    if (startsWith(stream, 0xff, 0xd8)) {
      return JPEG;
    }
    if (startsWith(stream, 0xff, 0x4f, 0xff, 0x51) || startsWith(stream, 0, 0, 0, 12, 'j', 'P')) {
      return JPEG_2000;
    }
    throw Faults.corrupt(
        "Invalid frame: it begins like neither a JPEG, a JPEG-LS nor a JPEG 2000 image");
  }

  /** Whether a codestream begins with these unsigned bytes. */
  public static boolean startsWith(byte[] stream, int... signature) {
    if (stream.length < signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if ((stream[i] & 0xff) != signature[i]) {
        return false;
      }
    }
    return true;
  }
}
