package org.lvmmed.ingest.corpus;

import java.io.IOException;
import java.util.List;
import org.lvmmed.ingest.dataset.SliceRule;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.FrameIndex;
import org.lvmmed.ingest.image.Headers;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.FrameGeometry;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.Shapes;
import org.lvmmed.ingest.image.Strided;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * A volume cut along another axis than it is stored by. Rows of the new slices are the stored
 * slices.
 */
final class Reslice extends BlockwiseImage {
  private final boolean alongRows;

  private Reslice(MedicalImage image, boolean alongRows, long budget) {
    super(image, cut(image.header(), alongRows), budget);
    this.alongRows = alongRows;
  }

  /** The stored axis that a rule asks for: 0 slices, 1 rows, 2 columns. */
  static int axis(ImageHeader header, SliceRule.Axis wanted) {
    if (wanted == SliceRule.Axis.STORED || Volumes.slices(header) < 2) {
      return 0;
    }
    int direction = wanted.ordinal() - 1;
    if (header.geometry().isEmpty()) {
      return direction;
    }
    FrameGeometry geometry = header.geometry().get(0);
    double[] x = geometry.rowDirection();
    double[] y = geometry.columnDirection();
    double[] z = {x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]};
    int patientAxis = 2 - direction;
    double best = Math.abs(z[patientAxis]);
    if (Math.abs(y[patientAxis]) > best) {
      return Math.abs(x[patientAxis]) > Math.abs(y[patientAxis]) ? 2 : 1;
    }
    return Math.abs(x[patientAxis]) > best ? 2 : 0;
  }

  /**
   * The image cut along an axis.
   *
   * @param budget bytes of memory for slices under way
   * @throws UnreadableImageException if the rows of a new slice would need a rescale each
   */
  static MedicalImage along(MedicalImage image, int axis, long budget)
      throws UnreadableImageException {
    if (axis == 0) {
      return image;
    }
    for (int frame = 1; frame < image.header().frames(); frame++) {
      if (!image.rescale(frame).equals(image.rescale(0))) {
        throw new UnreadableImageException(
            Reason.UNSUPPORTED,
            "Frames with a rescale of their own cannot be cut along another axis; set slices.axis"
                + " to stored");
      }
    }
    return new Reslice(image, axis == 1, budget);
  }

  private static ImageHeader cut(ImageHeader stored, boolean alongRows) {
    int slices = Volumes.slices(stored);
    int volumes = stored.frames() / slices;
    int frames = alongRows ? stored.rows() : stored.columns();
    int columns = alongRows ? stored.columns() : stored.rows();
    List<Double> spacing = stored.spacing();
    if (spacing.size() == 3) {
      spacing =
          alongRows
              ? List.of(spacing.get(2), spacing.get(1), spacing.get(0))
              : List.of(spacing.get(2), spacing.get(0), spacing.get(1));
    }
    return Headers.from(stored)
        .size(volumes * frames, slices, columns, stored.samples())
        .dims(Shapes.of(List.of(volumes, frames, slices, columns), stored.samples()))
        .spacing(spacing)
        .geometry(List.of())
        .build();
  }

  @Override
  public ImageHeader.Rescale rescale(int frame) {
    return image().rescale(0);
  }

  @Override
  public List<FrameIndex> indices() {
    return List.of();
  }

  @Override
  void fill(byte[][] slices, int from) throws IOException, UnreadableImageException {
    int perVolume = header().rows();
    int cutsPerVolume = alongRows ? image().header().rows() : image().header().columns();
    image()
        .forEachFrame(
            frame -> {
              int volume = frame.index() / perVolume;
              int row = frame.index() % perVolume;
              for (int i = 0; i < slices.length; i++) {
                int cut = from + i - volume * cutsPerVolume;
                if (cut >= 0 && cut < cutsPerVolume) {
                  copy(frame, cut, slices[i], row);
                }
              }
            });
  }

  private void copy(Frame frame, int cut, byte[] slice, int row) {
    int pixel = pixelBytes();
    int line = header().columns() * pixel;
    int from = alongRows ? cut * line : cut * pixel;
    int step = alongRows ? pixel : frame.columns() * pixel;
    Strided.copy(
        new Strided.Walk(frame.data(), from, step),
        new Strided.Walk(slice, row * line, pixel),
        header().columns(),
        pixel);
  }
}
