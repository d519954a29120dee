package org.lvmmed.jobs.bench.scale;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.corpus.ImageRow;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.ingest.identity.Identity;
import org.lvmmed.ingest.identity.Secret;
import org.lvmmed.ingest.pixels.Picture;
import org.lvmmed.ingest.pixels.PngWriter;
import org.lvmmed.model.view.Draws;

/**
 * Images by number, each a function of its number and of how many there are. Of {@value #PERIOD}
 * images 24 are slices of a CT and 8 of an MR volume, and 8 are single images of a patient each:
 * four radiographs and one each of four rarer modalities. One patient in 20 validates, another
 * tests.
 *
 * <p>An image looks like the others of its cluster, which are as far along their series and of the
 * same modality: image numbers that are equal modulo the number of clusters, of about {@value
 * #CLUSTER} images each.
 */
final class GeneratedImages implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Rows and columns of an image. */
  static final int SIDE = 32;

  private static final int PERIOD = 40;
  private static final int CT = 24;
  private static final int MR = 8;
  private static final int CLUSTER = 64;
  private static final int DATASETS = 55;
  private static final int LABELS = 4;
  private static final int PARTS_OF_PATIENTS = 20;
  private static final List<String> SINGLE =
      List.of("DX", "DX", "DX", "DX", "US", "OP", "GM", "XC");
  private static final Secret SECRET = Secret.of(new byte[32]);

  private final int count;
  private final int clusters;

  GeneratedImages(int count) {
    this.count = count;
    this.clusters = PERIOD * Math.max(1, count / (CLUSTER * PERIOD));
  }

  int count() {
    return count;
  }

  Rows rows() {
    return new Rows();
  }

  /** Makes rows; for one thread. */
  final class Rows {
    private final Identity identity = new Identity(SECRET);
    private final PngWriter png = new PngWriter();

    ImageRow row(int image) {
      Picture picture = picture(image);
      Place place = Place.of(image);
      return new ImageRow(
          png.encode(picture),
          id(image),
          picture.contentHash(),
          place.dataset(),
          place.modality(),
          "unknown",
          identity.patient(place.dataset(), place.series()),
          identity.series(place.dataset(), place.series()),
          place.slice(),
          SIDE,
          SIDE,
          1,
          8,
          List.of(1.0, 1.0, 1.0),
          null,
          place.split(),
          place.label(image % clusters % LABELS),
          null,
          null,
          null);
    }

    String id(int image) {
      return identity.image(Place.of(image).dataset(), "image", image);
    }
  }

  /**
   * What is nearest to an image: training images of its cluster, each of another series.
   *
   * @param most how many at most
   */
  int[] neighbours(int image, int most) {
    int members = (count - image % clusters + clusters - 1) / clusters;
    int[] found = new int[Math.min(most, members - 1)];
    int size = 0;
    for (int step = 1; step < members && size < found.length; step++) {
      int other = image % clusters + (image / clusters + step) % members * clusters;
      if (isTrained(other)) {
        found[size++] = other;
      }
    }
    return Arrays.copyOf(found, size);
  }

  boolean isTrained(int image) {
    return Place.of(image).split() == Split.TRAIN;
  }

  /**
   * Where an image belongs.
   *
   * @param series names the series, and the patient, who has one
   */
  private record Place(String dataset, String modality, String series, int slice, Split split) {

    static Place of(int image) {
      int period = image / PERIOD;
      int at = image % PERIOD;
      if (at < CT) {
        return in(period, "CT", 0, at);
      }
      if (at < CT + MR) {
        return in(period, "MR", 1, at - CT);
      }
      int single = at - CT - MR;
      return in(period, SINGLE.get(single), 2 + single, 0);
    }

    private static Place in(int period, String modality, int series, int slice) {
      int part = (int) Math.floorMod(Draws.hash(period, series), (long) PARTS_OF_PATIENTS);
      Split split = part == 0 ? Split.VAL : part == 1 ? Split.TEST : Split.TRAIN;
      return new Place(
          "generated-" + period % DATASETS, modality, period + "/" + series, slice, split);
    }

    /** Radiographs are labelled, by what they look like. */
    @Nullable String label(int look) {
      return modality.equals("DX") ? "class " + look : null;
    }
  }

  /** Two waves of the cluster's, a little shifted. */
  private Picture picture(int image) {
    Draws own = Draws.of(image, Draws.key("image"));
    Draws cluster = Draws.of(image % clusters, Draws.key("cluster"));
    double[] first = wave(cluster, own);
    double[] second = wave(cluster, own);
    byte[] levels = new byte[SIDE * SIDE];
    for (int i = 0; i < levels.length; i++) {
      double level =
          127.5
              + 60 * first[i / SIDE] * first[SIDE + i % SIDE]
              + 60 * second[i / SIDE] * second[SIDE + i % SIDE];
      levels[i] = (byte) (Math.round(level / 4) * 4);
    }
    return new Picture(SIDE, SIDE, 1, 8, levels);
  }

  /** Factors of the rows, then of the columns. */
  private static double[] wave(Draws cluster, Draws own) {
    double[] factors = new double[2 * SIDE];
    for (int axis = 0; axis < 2; axis++) {
      double frequency = cluster.uniform(0.1, 0.6);
      double phase = cluster.uniform(0, 2 * Math.PI) + own.uniform(-0.2, 0.2);
      for (int i = 0; i < SIDE; i++) {
        factors[axis * SIDE + i] = Math.sin(phase + frequency * i);
      }
    }
    return factors;
  }
}
