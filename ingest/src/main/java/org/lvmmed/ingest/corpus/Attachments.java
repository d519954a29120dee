package org.lvmmed.ingest.corpus;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.ClassFrames;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.Attribute;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.pixels.Orientation;
import org.lvmmed.ingest.pixels.Picture;
import org.lvmmed.ingest.plan.DatasetRules;
import org.lvmmed.ingest.plan.Unit;

/** The mask and the field of view of an image, frame by frame beside it. */
final class Attachments implements AutoCloseable {
  private final @Nullable MaskFrames masks;
  private final @Nullable Picture fov;
  private final int imageOrientation;
  private boolean followed;

  private Attachments(@Nullable MaskFrames masks, @Nullable Picture fov, int imageOrientation) {
    this.masks = masks;
    this.fov = fov;
    this.imageOrientation = imageOrientation;
  }

  /**
   * Opens what the tables name beside an image.
   *
   * @param image in its order, before it is cut along another axis
   * @param axis that it is cut along
   */
  static Attachments of(
      ReadingTools tools, DatasetRules rules, Unit.Part part, MedicalImage image, int axis)
      throws UnreadableImageException {
    MaskFrames masks = null;
    if (part.mask() != null) {
      MedicalImage mask = open(tools, rules, part.mask());
      MedicalImage placed =
          new MaskPlacing(rules.masksByIndex(), tools.memory()).place(mask, image);
      masks = new MaskFrames(Reslice.along(placed, axis, tools.memory()), rules.masks());
    }
    Picture fov =
        part.fov() == null ? null : MaskFrames.fieldOfView(open(tools, rules, part.fov()));
    return new Attachments(masks, fov, orientation(image.header()));
  }

  private static MedicalImage open(ReadingTools tools, DatasetRules rules, String path)
      throws UnreadableImageException {
    try {
      return ClassFrames.of(tools.openMask(rules, path));
    } catch (UnreadableImageException e) {
      throw new UnreadableImageException(
          Reason.BAD_MASK, "The image's mask cannot be read: " + e.getMessage(), e);
    }
  }

  /** How a picture is to be turned for viewing. */
  static int orientation(ImageHeader header) {
    return Integer.parseInt(header.attributes().getOrDefault(Attribute.ORIENTATION, "1"));
  }

  /** The next frame's mask on the upright picture, in step with the image's frames. */
  @Nullable Picture mask(Picture picture) throws UnreadableImageException {
    return masks == null ? null : fitted(masks.next(), masks.orientation(), picture);
  }

  @Nullable Picture fov(Picture picture) throws UnreadableImageException {
    return fov == null ? null : fitted(fov, 1, picture);
  }

  /** Passes over the mask of a frame that is left out. */
  void skip() throws UnreadableImageException {
    if (masks != null) {
      masks.next();
    }
  }

  /** What a person should know of the mask. */
  List<String> remarks() {
    return masks == null ? List.of() : masks.remarks();
  }

  /** Whether a mask without a tag stands beside a picture that is turned by its own. */
  boolean isOfUnknownOrientation() {
    return imageOrientation > 1 && masks != null && masks.orientation() == 1 && !followed;
  }

  /**
   * Turned by its own tag; without one, with the picture where it fits nothing but the stored one.
   */
  private Picture fitted(Picture stored, int orientation, Picture picture)
      throws UnreadableImageException {
    Picture upright = Orientation.upright(stored, orientation);
    if (!isLike(upright, picture) && orientation == 1 && imageOrientation > 1) {
      upright = Orientation.upright(stored, imageOrientation);
      followed = true;
    }
    if (!isLike(upright, picture)) {
      throw new UnreadableImageException(
          Reason.BAD_MASK,
          "The image has %d x %d pixels and its mask %d x %d"
              .formatted(picture.rows(), picture.columns(), upright.rows(), upright.columns()));
    }
    return upright;
  }

  private static boolean isLike(Picture a, Picture b) {
    return a.rows() == b.rows() && a.columns() == b.columns();
  }

  @Override
  public void close() {
    if (masks != null) {
      masks.close();
    }
  }
}
