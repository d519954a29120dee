package org.lvmmed.ingest.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.codec.Faults;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.FrameClasses;
import org.lvmmed.ingest.image.FrameIndex;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.Rescale;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;

/** An opened DICOM file: its header, and frames that are decoded one at a time. */
final class DicomImage implements MedicalImage {
  private final Content content;
  private final boolean bigEndian;
  private final PixelData pixels;
  private final ImageHeader header;
  private final List<Rescale> rescales;
  private final List<FrameIndex> indices;
  private final @Nullable FrameClasses classes;
  private final boolean mixedWindows;

  DicomImage(Content content, DataSet set, TransferSyntax syntax, PixelData pixels)
      throws UnreadableImageException {
    this.content = content;
    this.bigEndian = syntax.bigEndian();
    this.pixels = pixels;
    HeaderBuilder builder = new HeaderBuilder(set, syntax, pixels.module());
    this.header = builder.build();
    this.rescales = builder.rescales();
    this.mixedWindows = builder.hasMixedWindows();
    this.indices = FrameIndices.of(set, header.frames());
    this.classes = Segments.of(set, header.frames());
  }

  @Override
  public ImageHeader header() {
    return header;
  }

  @Override
  public Rescale rescale(int frame) {
    return rescales.get(Math.min(frame, rescales.size() - 1));
  }

  @Override
  public List<FrameIndex> indices() {
    return indices;
  }

  @Override
  public @Nullable FrameClasses classes() {
    return classes;
  }

  @Override
  public List<String> remarks() {
    return mixedWindows
        ? List.of(
            "The frames of a file name different windows; the commonest is taken for all of them:"
                + " set slices.window in dataset.conf for another")
        : List.of();
  }

  @Override
  public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
    StoredValues values = new StoredValues(pixels.module());
    try (DicomInput in = content.input()) {
      in.bigEndian(bigEndian);
      PixelData.Frames frames = pixels.frames(in);
      for (int i = 0; i < pixels.module().frames(); i++) {
        consumer.accept(decode(i, frames, values));
      }
    }
  }

  private static Frame decode(int index, PixelData.Frames frames, StoredValues values)
      throws IOException, UnreadableImageException {
    try {
      return values.frame(index, frames.next());
    } catch (EOFException e) {
      throw Faults.truncated("Truncated pixel data: the file ends inside frame " + index);
    } catch (ZipException e) {
      throw Faults.corrupt("Invalid pixel data: the deflate stream is broken at frame " + index);
    }
  }
}
