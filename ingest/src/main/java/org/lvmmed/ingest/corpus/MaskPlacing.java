package org.lvmmed.ingest.corpus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.image.ForwardingImage;
import org.lvmmed.ingest.image.FrameIndex;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.Attribute;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;

/**
 * Brings a mask onto its image's grid: by geometry where both headers tell it, else by the images
 * that a segmentation refers to, else by index.
 *
 * @param byIndex whether headers are not to be believed
 * @param memory bytes for slices under way
 */
record MaskPlacing(boolean byIndex, long memory) {

  /** The mask with a frame for each of the image's. */
  MedicalImage place(MedicalImage mask, MedicalImage image) throws UnreadableImageException {
    int slices = Volumes.slices(image.header());
    Grid imageGrid = grid(image.header(), slices);
    Grid maskGrid = grid(mask.header(), maskFrames(mask, image.header(), slices));
    if (imageGrid != null && maskGrid != null && !byIndex) {
      Placement placement = Placement.of(imageGrid, maskGrid);
      if (mask.classes() == null && placement.repeats()) {
        throw new UnreadableImageException(
            Reason.BAD_MASK,
            "It has several frames for a slice (%d frames for %d slices), as masks with a channel for each class have; combine them into one whose values are the classes"
                .formatted(mask.header().frames(), slices));
      }
      return placed(mask, image, slices, placement);
    }
    if (isReferring(mask)) {
      return placed(mask, image, slices, byReference(mask, image, slices));
    }
    MedicalImage placed = byIndex(mask, image, slices);
    boolean told = mask.classes() != null && mask.header().frames() > 1 && !byIndex;
    return told ? new InOrder(placed) : placed;
  }

  /** A segmentation of which nothing but the order of its frames tells where they belong. */
  private static final class InOrder extends ForwardingImage {
    InOrder(MedicalImage mask) {
      super(mask);
    }

    @Override
    public List<String> remarks() {
      return Stream.concat(
              image().remarks().stream(),
              Stream.of(
                  "A segmentation tells neither where its frames lie nor which frames they were"
                      + " made from, so that they are taken in the image's order: compare some of"
                      + " its masks, and save it with plane positions if they are wrong"))
          .toList();
    }
  }

  /** Frames that are placed one by one: all layers of a segmentation, one volume of others. */
  private static int maskFrames(MedicalImage mask, ImageHeader image, int slices) {
    ImageHeader header = mask.header();
    boolean repeats = mask.classes() == null && header.frames() == image.frames();
    return repeats && slices < header.frames() ? slices : header.frames();
  }

  private static @Nullable Grid grid(ImageHeader header, int frames) {
    if (header.geometry().size() == header.frames()) {
      Grid all = Grid.of(header);
      return all == null || frames == header.frames() ? all : all.first(frames);
    }
    return null;
  }

  private MedicalImage placed(
      MedicalImage mask, MedicalImage image, int slices, Placement placement) {
    ImageHeader header = image.header();
    boolean sameSize =
        mask.header().rows() == header.rows()
            && mask.header().columns() == header.columns()
            && mask.header().frames() == header.frames();
    return sameSize && placement.isIdentity(slices)
        ? mask
        : new AlignedMask(mask, header, slices, placement, memory);
  }

  private static boolean isReferring(MedicalImage mask) {
    List<FrameIndex> indices = mask.indices();
    return mask.classes() != null
        && indices.size() == mask.header().frames()
        && indices.stream().noneMatch(index -> index.instance().isEmpty());
  }

  private static Placement byReference(MedicalImage mask, MedicalImage image, int slices)
      throws UnreadableImageException {
    Placement place = Placement.identity(mask.header().frames(), slices);
    String instance = image.header().attributes().getOrDefault(Attribute.INSTANCE_ID, "");
    Map<Integer, Integer> ranks = ranks(image);
    boolean any = false;
    for (int m = 0; m < mask.header().frames(); m++) {
      FrameIndex index = mask.indices().get(m);
      boolean here = index.instance().equals(instance);
      place.base()[m][0] = here ? ranks.getOrDefault(index.instanceFrame() - 1, -1) : -1;
      any |= here;
    }
    if (!any) {
      throw new UnreadableImageException(
          Reason.BAD_MASK, "The segmentation refers to other images than this one");
    }
    return place;
  }

  /** The numbers of stored frames among those in order. */
  private static Map<Integer, Integer> ranks(MedicalImage image) {
    Map<Integer, Integer> ranks = new HashMap<>();
    for (int frame = 0; frame < image.header().frames(); frame++) {
      ranks.put(FrameOrder.stored(image, frame), frame);
    }
    return ranks;
  }

  private MedicalImage byIndex(MedicalImage mask, MedicalImage image, int slices)
      throws UnreadableImageException {
    int frames = mask.header().frames();
    boolean layered = mask.classes() != null && frames % slices == 0;
    if (frames == image.header().frames() && !layered) {
      return mask;
    }
    if (frames == slices || layered) {
      return placed(mask, image, slices, Placement.identity(frames, slices));
    }
    throw new UnreadableImageException(
        Reason.BAD_MASK,
        "The image has " + image.header().frames() + " slices and its mask " + frames);
  }
}
