package org.lvmmed.ingest.plan;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.dataset.MaskStatistics;
import org.lvmmed.ingest.identity.Identity;
import org.lvmmed.ingest.image.ClassFrames;
import org.lvmmed.ingest.image.FormatReader;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.ImageHeader.Attribute;
import org.lvmmed.ingest.image.ImageHeader.FileWindow;
import org.lvmmed.ingest.image.ImageHeader.FrameGeometry;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.FileStore;
import org.lvmmed.ingest.io.Member;
import org.lvmmed.ingest.io.Source;
import org.lvmmed.ingest.pixels.BodyPart;
import org.lvmmed.ingest.pixels.Modality;
import org.lvmmed.ingest.read.ImageReaders;

/** Takes a first look at files. Not safe for use by several threads. */
public final class Prober {
  private final FileStore store;
  private final ImageReaders readers;
  private final Identity identity;
  private final boolean allowBurnedIn;

  /**
   * @param allowBurnedIn whether images are used that say that text is burned into them
   */
  public Prober(FileStore store, ImageReaders readers, Identity identity, boolean allowBurnedIn) {
    this.store = store;
    this.readers = readers;
    this.identity = identity;
    this.allowBurnedIn = allowBurnedIn;
  }

  /**
   * One file to look at.
   *
   * @param folder the dataset's folder from the store's root
   * @param path relative to that folder
   * @param member which array of it is looked at; the values of a mask are wanted
   * @param together files of the same text are best looked at one after another, or null
   */
  public record Task(
      String dataset, String folder, String path, Member member, @Nullable String together)
      implements java.io.Serializable {

    /** Whether its values are wanted as those of a mask. */
    public boolean mask() {
      return member.mask();
    }

    String stored() {
      return folder.isEmpty() ? path : folder + "/" + path;
    }
  }

  public Probe probe(Task task) {
    String file = identity.file(task.dataset(), task.path());
    try {
      Source source = ImageReaders.source(store, task.stored()).with(task.member());
      FormatReader reader = readers.readerOf(source);
      if (!reader.headerMatters() && !task.mask()) {
        return new Probe(file, null, List.of(), null, null);
      }
      return look(task, file, source, reader);
    } catch (UnreadableImageException e) {
      return new Probe(file, Refusal.of(e), List.of(), null, null);
    }
  }

  private Probe look(Task task, String file, Source source, FormatReader reader)
      throws UnreadableImageException {
    try (MedicalImage image = readers.look(reader, source)) {
      ImageHeader header = image.header();
      Unfit.refuse(header, task.mask(), allowBurnedIn);
      List<String> companions =
          image.companions().stream()
              .map(path -> identity.file(task.dataset(), relative(task, path)))
              .toList();
      MaskStatistics mask = task.mask() ? values(image) : null;
      return new Probe(file, null, companions, facts(task.dataset(), header), mask);
    } catch (IOException e) {
      throw new UnreadableImageException(Reason.IO, "The file cannot be closed");
    }
  }

  private static String relative(Task task, String path) {
    return task.folder().isEmpty() ? path : path.substring(task.folder().length() + 1);
  }

  private static MaskStatistics values(MedicalImage image)
      throws IOException, UnreadableImageException {
    MaskStatistics[] all = {MaskStatistics.NONE};
    MedicalImage mask = ClassFrames.of(image);
    mask.forEachFrame(
        frame -> all[0] = all[0].merge(MaskStatistics.of(mask.headerOf(frame.index()), frame)));
    return all[0];
  }

  private Probe.HeaderFacts facts(String dataset, ImageHeader header) {
    Map<Attribute, String> attributes = header.attributes();
    String patient = known(attributes.get(Attribute.PATIENT_ID));
    String series = known(attributes.get(Attribute.SERIES_ID));
    return new Probe.HeaderFacts(
        header.frames(),
        header.rows(),
        header.columns(),
        Modality.ofDicom(attributes.getOrDefault(Attribute.MODALITY, "")),
        BodyPart.ofDicom(attributes.getOrDefault(Attribute.BODY_PART, "")),
        patient == null ? null : identity.patient(dataset, patient),
        patient == null ? 0 : Draw.of(dataset, patient),
        series == null ? null : identity.series(dataset, series),
        series == null || header.frames() != 1 ? null : place(header),
        series == null ? null : frames(dataset, header, identity.series(dataset, series)));
  }

  private static @Nullable SeriesGeometry frames(
      String dataset, ImageHeader header, String series) {
    List<FrameGeometry> frames = header.geometry();
    if (header.frames() < 2 || frames.size() != header.frames()) {
      return null;
    }
    double[] r = frames.get(0).rowDirection();
    double[] c = frames.get(0).columnDirection();
    double[] normal = {
      r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]
    };
    return SeriesGeometry.of(
        dataset, series, frames.stream().map(f -> list(f.position())).toList(), normal);
  }

  private static @Nullable String known(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.trim();
  }

  private static Probe.Place place(ImageHeader header) {
    FrameGeometry geometry = header.geometry().isEmpty() ? null : header.geometry().get(0);
    return new Probe.Place(
        geometry == null ? List.of() : list(geometry.position()),
        geometry == null ? List.of() : list(geometry.rowDirection()),
        geometry == null ? List.of() : list(geometry.columnDirection()),
        (int) number(header.attributes().get(Attribute.INSTANCE_NUMBER), -1),
        number(header.attributes().get(Attribute.GANTRY_TILT), 0),
        shown(header.window()));
  }

  private static String shown(@Nullable FileWindow window) {
    if (window == null) {
      return "";
    }
    return window.table() == null
        ? window.centre() + "/" + window.width() + "/" + window.function()
        : "table " + Arrays.hashCode(window.table().entries());
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static double number(@Nullable String text, double fallback) {
    try {
      return text == null ? fallback : Double.parseDouble(text.trim());
    } catch (NumberFormatException e) {
      return fallback;
    }
  }
}
