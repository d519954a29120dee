package org.lvmmed.ingest.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.container.ContainerLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.names.ArrayNames;
import org.lvmmed.ingest.names.SplitWords;

/**
 * Which arrays of a NumPy archive are pictures, labels and masks, told by names: an image's or a
 * mask's name, with the word of a split before or behind it ({@code train_images}, {@code x_test}).
 * The first axis counts the pictures. Labels have one or two axes, masks those of the pictures.
 *
 * @param parts by split, "" where there are none
 */
record NpzLayout(Map<String, Part> parts) {

  /** The arrays of one split. */
  record Part(
      String imageName,
      NpzArray images,
      @Nullable NpzArray labels,
      @Nullable String maskName,
      @Nullable NpzArray masks) {}

  /** The names of one split's arrays, as far as they were seen. */
  private static final class Draft {
    private @Nullable String image;
    private @Nullable String truth;
  }

  /** Nothing where the archive is no dataset but one image, with a mask perhaps. */
  static Optional<NpzLayout> of(Map<String, NpzArray> arrays) {
    Map<String, Draft> drafts = drafts(arrays);
    boolean split = drafts.entrySet().stream().anyMatch(e -> isSplit(e.getKey(), e.getValue()));
    Map<String, Part> parts = new TreeMap<>();
    drafts.forEach(
        (name, draft) -> {
          if (draft.image != null && name.isEmpty() != split) {
            parts.put(name, part(arrays, draft.image, draft.truth));
          }
        });
    boolean dataset = split || parts.values().stream().anyMatch(NpzLayout::isTable);
    return dataset ? Optional.of(new NpzLayout(parts)) : Optional.empty();
  }

  private static boolean isSplit(String name, Draft draft) {
    return !name.isEmpty() && draft.image != null;
  }

  private static Map<String, Draft> drafts(Map<String, NpzArray> arrays) {
    Map<String, Draft> drafts = new TreeMap<>();
    for (String name : arrays.keySet()) {
      List<String> words = new ArrayList<>(List.of(name.split("_", -1)));
      String split =
          words.stream().map(SplitWords::of).flatMap(Optional::stream).findFirst().orElse("");
      words.removeIf(word -> SplitWords.of(word).isPresent());
      String meaning = String.join("_", words);
      Draft draft = drafts.computeIfAbsent(split, s -> new Draft());
      if (ArrayNames.isImage(meaning)) {
        draft.image = name;
      } else if (ArrayNames.isMask(meaning)) {
        draft.truth = name;
      }
    }
    return drafts;
  }

  private static Part part(Map<String, NpzArray> arrays, String image, @Nullable String truth) {
    NpzArray images = arrays.get(image);
    NpzArray truths = truth == null ? null : arrays.get(truth);
    boolean masks = truths != null && truths.shape().size() > 2;
    return new Part(
        image,
        Objects.requireNonNull(images),
        masks ? null : truths,
        masks ? truth : null,
        masks ? truths : null);
  }

  /** Whether pictures without a split have a label each, or should by their name. */
  private static boolean isTable(Part part) {
    NpzArray labels = part.labels;
    String name = part.imageName.toLowerCase(Locale.ROOT);
    boolean several = name.endsWith("s") || name.equals("x");
    return labels != null
        && part.images.shape().size() > 2
        && (several || labels.count() == part.images.count())
        && labels.count() > 1;
  }

  /** Refuses arrays that do not fit each other, their own headers or the limits. */
  void check(ContainerLimits limits, long packed) throws UnreadableImageException {
    double unpacked = 0;
    long count = 0;
    for (Part part : parts.values()) {
      require(part.images, part.images.count(), limits);
      if (part.images.shape().size() < 3) {
        throw new UnreadableImageException(
            Reason.NO_IMAGE, "An array of pictures has fewer than three axes");
      }
      require(part.labels, part.images.count(), limits);
      require(part.masks, part.images.count(), limits);
      unpacked += bytes(part.images) + bytes(part.labels) + bytes(part.masks);
      count += part.images.count();
    }
    limits.checkEntries(count);
    limits.checkUnpacked(unpacked, packed);
  }

  private static double bytes(@Nullable NpzArray array) throws UnreadableImageException {
    return array == null ? 0 : array.header().bytes();
  }

  private static void require(@Nullable NpzArray array, int count, ContainerLimits limits)
      throws UnreadableImageException {
    if (array == null) {
      return;
    }
    double announced = array.header().bytes();
    if (array.count() != count) {
      throw new UnreadableImageException(
          Reason.CORRUPT,
          "The archive has "
              + count
              + " pictures and "
              + array.count()
              + " labels or masks of them");
    }
    if (array.entry().getSize() < announced) {
      throw new UnreadableImageException(
          Reason.TRUNCATED, "An array of the archive has fewer bytes than its header announces");
    }
    boolean table = array.shape().size() < 3;
    if ((table ? announced : array.itemBytes()) > limits.reading().maxFrameBytes()) {
      throw new UnreadableImageException(
          Reason.TOO_LARGE,
          "An item of the archive has more bytes than ingest.limits.frame allows: "
              + limits.reading().maxFrameBytes());
    }
  }
}
