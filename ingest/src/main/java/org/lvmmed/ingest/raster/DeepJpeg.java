package org.lvmmed.ingest.raster;

import org.lvmmed.ingest.codec.FrameCodecs;
import org.lvmmed.ingest.codec.FrameSize;
import org.lvmmed.ingest.codec.Raster;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * Grey JPEG of more than 8 bits, which the image libraries do not decode and DICOM's codec does.
 */
record DeepJpeg(byte[] file, FrameSize size) implements Pages {

  static DeepJpeg of(byte[] file, int rows, int columns, int samples)
      throws UnreadableImageException {
    if (samples != 1) {
      throw new UnreadableImageException(
          Reason.UNSUPPORTED,
          "Colour jpeg of more than 8 bits is not read; export the image as png or tiff");
    }
    return new DeepJpeg(file, new FrameSize(rows, columns, samples));
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public Pixels decode(int page) throws UnreadableImageException {
    Raster raster = FrameCodecs.forContent(file).decode(file, size);
    return new Pixels(
        size.rows(),
        size.columns(),
        1,
        raster.bytesPerSample() == 1 ? SampleType.UINT8 : SampleType.UINT16,
        raster.precision(),
        null,
        raster.data());
  }
}
