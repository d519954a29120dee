package org.lvmmed.ingest.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lvmmed.ingest.image.ForwardingImage;
import org.lvmmed.ingest.image.Frame;
import org.lvmmed.ingest.image.FrameIndex;
import org.lvmmed.ingest.image.Headers;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.FrameGeometry;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;

/**
 * A multi-frame image with its frames numbered by where they lie: by stack, then by repetition of a
 * position (time, echo, diffusion), then by position along the normal, as the slices of a series
 * are. Frames still come as they are stored.
 */
final class FrameOrder extends ForwardingImage {
  private static final double SAME_PLACE_MM = 1e-3;

  private final ImageHeader header;
  private final List<Integer> order;
  private final int[] rank;

  private FrameOrder(MedicalImage image, List<Integer> order) {
    super(image);
    this.order = order;
    this.rank = new int[order.size()];
    IntStream.range(0, rank.length).forEach(i -> rank[order.get(i)] = i);
    List<FrameGeometry> stored = image.header().geometry();
    this.header =
        Headers.from(image.header())
            .geometry(stored.isEmpty() ? stored : order.stream().map(stored::get).toList())
            .build();
  }

  /** The image in order; itself where its format orders frames, or where they are in order. */
  static MedicalImage of(MedicalImage image) {
    ImageHeader header = image.header();
    if (header.frames() < 2 || image.indices().size() != header.frames()) {
      return image;
    }
    List<Integer> order = sorted(header, image.indices());
    boolean stored = IntStream.range(0, order.size()).allMatch(i -> order.get(i) == i);
    return stored ? image : new FrameOrder(image, order);
  }

  /** The number that a frame has in the file. */
  static int stored(MedicalImage image, int frame) {
    return image instanceof FrameOrder sorted ? sorted.order.get(frame) : frame;
  }

  private static List<Integer> sorted(ImageHeader header, List<FrameIndex> indices) {
    double[] along = along(header, indices);
    Comparator<Integer> stack =
        Comparator.<Integer>comparingInt(f -> indices.get(f).stack().length())
            .thenComparing(f -> indices.get(f).stack());
    Comparator<Integer> place =
        stack
            .thenComparingDouble(f -> along[f])
            .thenComparingInt(f -> indices.get(f).temporal())
            .thenComparing(f -> indices.get(f).dimensions(), FrameOrder::compare)
            .thenComparingInt(f -> f);
    List<Integer> byPlace =
        new ArrayList<>(IntStream.range(0, header.frames()).boxed().sorted(place).toList());
    Map<Integer, Integer> repetition = repetitions(byPlace, along, indices);
    byPlace.sort(
        stack
            .thenComparingInt(repetition::get)
            .thenComparingDouble(f -> along[f])
            .thenComparingInt(f -> f));
    return List.copyOf(byPlace);
  }

  /** How many frames at its place come before a frame. */
  private static Map<Integer, Integer> repetitions(
      List<Integer> byPlace, double[] along, List<FrameIndex> indices) {
    Map<Integer, Integer> repetition = new HashMap<>();
    int count = 0;
    for (int i = 0; i < byPlace.size(); i++) {
      int frame = byPlace.get(i);
      boolean again = i > 0 && isSamePlace(byPlace.get(i - 1), frame, along, indices);
      count = again ? count + 1 : 0;
      repetition.put(frame, count);
    }
    return repetition;
  }

  private static boolean isSamePlace(int a, int b, double[] along, List<FrameIndex> indices) {
    return indices.get(a).stack().equals(indices.get(b).stack())
        && Math.abs(along[a] - along[b]) < SAME_PLACE_MM;
  }

  /** Positions along the first frame's normal, rounded so that equal ones are; else in-stack. */
  private static double[] along(ImageHeader header, List<FrameIndex> indices) {
    double[] along = new double[header.frames()];
    boolean placed = header.geometry().size() == along.length;
    double[] normal = placed ? Vectors.normal(header.geometry().get(0)) : new double[3];
    for (int f = 0; f < along.length; f++) {
      double place =
          placed
              ? Vectors.dot(header.geometry().get(f).position(), normal)
              : indices.get(f).inStack();
      along[f] = Math.rint(place / SAME_PLACE_MM) * SAME_PLACE_MM;
    }
    return along;
  }

  private static int compare(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  @Override
  public ImageHeader header() {
    return header;
  }

  @Override
  public ImageHeader.Rescale rescale(int frame) {
    return image().rescale(order.get(frame));
  }

  @Override
  public ImageHeader headerOf(int frame) {
    return image().headerOf(order.get(frame));
  }

  @Override
  public List<FrameIndex> indices() {
    return order.stream().map(image().indices()::get).toList();
  }

  @Override
  public void forEachFrame(FrameConsumer consumer) throws IOException, UnreadableImageException {
    image().forEachFrame(frame -> consumer.accept(numbered(frame, rank[frame.index()])));
  }

  private static Frame numbered(Frame frame, int index) {
    return new Frame(
        index, frame.rows(), frame.columns(), frame.samples(), frame.type(), frame.data());
  }
}
