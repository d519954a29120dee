package org.lvmmed.ingest.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.dataset.Annotation;
import org.lvmmed.ingest.dataset.DatasetListing;
import org.lvmmed.ingest.dataset.MaskDecision;
import org.lvmmed.ingest.dataset.MaskStatistics;
import org.lvmmed.ingest.dataset.Split;
import org.lvmmed.ingest.identity.Identity;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.FileStore.FileEntry;
import org.lvmmed.ingest.io.Unusable;
import org.lvmmed.ingest.names.NonImages;

/** Plans one dataset: which files are images, of whom, in which split, and what the others are. */
final class DatasetPlanner {
  private final DatasetListing dataset;
  private final Identity identity;
  private final double validation;
  private final Map<String, Probe> probes;
  private final Map<String, Annotation> rows;
  private final Set<String> named;
  private final Patients patients;
  private final boolean hasImage;
  private final MaskDecision masks;
  private final List<Image> images = new ArrayList<>();
  private final List<FileFate> fates = new ArrayList<>();
  private final List<SeriesNote> notes = new ArrayList<>();
  private final List<SeriesGeometry> geometry = new ArrayList<>();

  /**
   * @param probes by opaque identifier
   * @param validation share of training patients
   */
  DatasetPlanner(
      DatasetListing dataset, Identity identity, Map<String, Probe> probes, double validation) {
    this.dataset = dataset;
    this.identity = identity;
    this.validation = validation;
    this.probes = probes;
    this.rows =
        dataset.annotations().stream()
            .collect(Collectors.toMap(Annotation::path, Function.identity(), (a, b) -> b));
    this.named = companions();
    this.patients = new Patients(dataset, identity);
    this.masks = decide();
    this.hasImage = dataset.files().stream().anyMatch(file -> isImage(file.path()));
  }

  /** An image and what the tables and its header say of it. */
  private record Image(
      FileEntry file,
      @Nullable Annotation row,
      Probe.@Nullable HeaderFacts facts,
      String patient,
      Split split) {

    String path() {
      return file.path();
    }
  }

  private Set<String> companions() {
    Set<String> files =
        dataset.annotations().stream()
            .flatMap(
                row ->
                    Stream.of(row.mask(), row.fov())
                        .filter(path -> path != null && !path.equals(row.path())))
            .map(path -> identity.file(dataset.name(), path))
            .collect(Collectors.toCollection(HashSet::new));
    for (FileEntry file : dataset.files()) {
      Probe probe = probe(file.path());
      if (probe != null && probe.isImage() && !files.contains(probe.file())) {
        files.addAll(probe.companions());
      }
    }
    return files;
  }

  private @Nullable Probe probe(String path) {
    return probes.get(identity.file(dataset.name(), path));
  }

  /** Whether any file but masks is an image. */
  boolean hasImage() {
    return hasImage;
  }

  private boolean isImage(String path) {
    Probe probe = probe(path);
    return probe != null && probe.isImage() && !named.contains(probe.file());
  }

  boolean knowsPatients() {
    return patients.anyKnown();
  }

  List<FileFate> fates() {
    return fates;
  }

  /** How the slices of every series and multi-frame file lie, after {@link #units}. */
  List<SeriesGeometry> geometry() {
    return geometry;
  }

  List<SeriesNote> notes() {
    return notes;
  }

  DatasetRules rules() {
    return new DatasetRules(
        dataset.name(),
        dataset.folder(),
        dataset.conf().modality(),
        dataset.conf().bodyPart(),
        dataset.conf().slices(),
        masks.rule(),
        dataset.conf().masksByIndex(),
        dataset.conf().image(),
        dataset.conf().mask());
  }

  /** What the masks' values mean; nothing where there is no mask. */
  Optional<MaskDecision> masks() {
    return rows.values().stream().anyMatch(row -> row.mask() != null)
        ? Optional.of(masks)
        : Optional.empty();
  }

  /** What somebody should look at. */
  List<Warning> warnings() {
    List<Warning> warnings = new ArrayList<>();
    masks.warnings().forEach(message -> warn(warnings, "masks", message));
    Set<String> patientKeys = images.stream().map(Image::patient).collect(Collectors.toSet());
    boolean labelled = images.stream().anyMatch(i -> i.row() != null && i.row().isLabelled());
    if (labelled && patientKeys.size() == 1 && images.size() > 1 && !dataset.hasTest()) {
      warn(
          warnings,
          "patients",
          "All "
              + images.size()
              + " labelled files name one patient, so that no test set can be drawn by patient; set"
              + " patient.from = unknown (each file its own) or path in dataset.conf, give a column"
              + " patient, or a test.csv");
    }
    dataset.remarks().forEach(remark -> warn(warnings, "archive", remark));
    if (hasTableOfOtherCase()) {
      warn(
          warnings,
          "tables",
          "A file differs from train.csv, val.csv or test.csv in case alone and is not read as a"
              + " table; write its name in small letters if it is one");
    }
    List<String> labels =
        dataset.annotations().stream().map(Annotation::label).filter(Objects::nonNull).toList();
    LabelDoubts.of(labels).forEach(doubt -> warn(warnings, "labels", doubt));
    return warnings;
  }

  private void warn(List<Warning> warnings, String kind, String message) {
    warnings.add(new Warning(dataset.name(), kind, message));
  }

  /** Tables are told by their exact names, which file systems without case do not show. */
  private boolean hasTableOfOtherCase() {
    return dataset.files().stream()
        .map(FileEntry::path)
        .anyMatch(path -> !path.equals(path.toLowerCase(Locale.ROOT)) && isTable(path));
  }

  private static boolean isTable(String path) {
    return Stream.of(Split.values())
        .anyMatch(split -> path.equalsIgnoreCase(split.text() + ".csv"));
  }

  /** All masks of the dataset are judged together, those of test rows included. */
  private MaskDecision decide() {
    List<MaskStatistics> all =
        dataset.annotations().stream()
            .map(Annotation::mask)
            .filter(Objects::nonNull)
            .distinct()
            .map(this::probe)
            .filter(Objects::nonNull)
            .map(Probe::mask)
            .filter(Objects::nonNull)
            .toList();
    return MaskDecision.of(all, dataset.conf().masks());
  }

  /** Sorts every file into images and others. */
  void account() {
    for (FileEntry file : dataset.files()) {
      account(file);
    }
    Set<String> unusable = new HashSet<>();
    for (Unusable file : dataset.unusable()) {
      unusable.add(file.path());
      refuse(file.path(), file.reason(), file.message());
    }
    Set<String> present = dataset.files().stream().map(FileEntry::path).collect(Collectors.toSet());
    for (Annotation row : dataset.annotations()) {
      if (!present.contains(row.path()) && !unusable.contains(row.path())) {
        missing(row);
      }
    }
  }

  private void missing(Annotation row) {
    if (row.problem() != null) {
      refuse(row.path(), Reason.BAD_REFERENCE, row.problem());
    } else {
      refuse(
          row.path(),
          Reason.MISSING,
          row.split().text() + ".csv names a file that is not there" + row.absence());
    }
  }

  private void account(FileEntry file) {
    String path = file.path();
    Probe probe = probe(path);
    Annotation row = rows.get(path);
    if (named.contains(identity.file(dataset.name(), path))) {
      fate(path, Fate.COMPANION, null);
    } else if (probe == null) {
      fate(path, Fate.NOT_IMAGE, null);
    } else if (probe.refusal() != null) {
      unreadable(path, probe.refusal(), row != null);
    } else if (dataset.tabled() && row == null) {
      refuse(path, Reason.NOT_LISTED, "An image that no table of the dataset names");
    } else if (row != null && row.problem() != null) {
      refuse(path, Reason.BAD_ANNOTATION, row.problem());
    } else {
      String patient = patients.of(path, row, probe.header());
      Split split = row != null ? row.split() : Folders.split(dataset.conf().split(), path);
      images.add(new Image(file, row, probe.header(), patient, split));
    }
  }

  private void unreadable(String path, Refusal refusal, boolean listed) {
    boolean unknown = refusal.reason() == Reason.UNKNOWN_FORMAT;
    boolean empty = refusal.reason() == Reason.EMPTY;
    if (unknown && NonImages.isPicture(path)) {
      refuse(
          path,
          Reason.UNSUPPORTED,
          "A picture of a kind that is not read (WebP, JPEG 2000, JPEG XL, HEIC, PNM, TGA and"
              + " others are not outside of DICOM and TIFF); convert it to PNG or TIFF");
    } else if (unknown && NonImages.isArchive(path)) {
      refuse(
          path,
          Reason.UNSUPPORTED,
          "An archive inside an archive, or of a kind that is not read (zip, tar, tar.gz, tar.bz2,"
              + " npz and Parquet are); unpack it");
    } else if (!listed
        && (NonImages.isLabel(path)
            || (unknown || empty) && (NonImages.isByRule(path) || unknown && !hasImage))) {
      fate(path, Fate.NOT_IMAGE, null);
    } else {
      fate(path, Fate.QUARANTINED, refusal);
    }
  }

  private void refuse(String path, Reason reason, String message) {
    fate(path, Fate.QUARANTINED, new Refusal(reason, message));
  }

  private void fate(String path, Fate fate, @Nullable Refusal refusal) {
    fates.add(new FileFate(dataset.name(), identity.file(dataset.name(), path), fate, refusal));
  }

  /**
   * The units, after {@link #account}.
   *
   * @param problems gets a line for each patient that stands in two splits
   */
  List<Unit> units(int index, List<String> problems) {
    Map<String, Split> splits = SplitDraw.of(dataset, validation, patients, owners(problems));
    Map<String, List<Image>> series = new LinkedHashMap<>();
    List<Unit> units = new ArrayList<>();
    for (Image image : images) {
      if (image.facts() != null && image.facts().place() != null) {
        series
            .computeIfAbsent(image.facts().series() + image.patient(), k -> new ArrayList<>())
            .add(image);
      } else {
        if (image.facts() != null && image.facts().frameGeometry() != null) {
          geometry.add(image.facts().frameGeometry());
        }
        units.add(unit(index, List.of(image), splits));
      }
    }
    series.values().forEach(slices -> units.add(unit(index, inOrder(slices), splits)));
    return units;
  }

  /** The split that the tables or folders give each patient. */
  private Map<String, SplitDraw.Owner> owners(List<String> problems) {
    Map<String, SplitDraw.Owner> owners = new TreeMap<>();
    Set<String> told = new HashSet<>();
    for (Image image : images) {
      boolean labelled = image.row() != null && image.row().isLabelled();
      SplitDraw.Owner known = owners.get(image.patient());
      if (known != null && known.split() != image.split() && told.add(image.patient())) {
        problems.add(
            "Invalid dataset %s: patient %s stands in %s and in %s; give all images of a patient to one table (`lvm-med locate %s` names them), or %s"
                .formatted(
                    dataset.name(),
                    image.patient(),
                    known.split().text(),
                    image.split().text(),
                    image.patient(),
                    dataset.conf().patient().remedy()));
      }
      boolean either = labelled || known != null && known.labelled();
      owners.put(image.patient(), new SplitDraw.Owner(image.split(), either));
    }
    return owners;
  }

  private List<Image> inOrder(List<Image> slices) {
    Map<String, Image> byPath = new HashMap<>();
    List<SeriesOrder.Slice> unsorted = new ArrayList<>();
    for (Image image : slices) {
      byPath.put(image.path(), image);
      unsorted.add(
          new SeriesOrder.Slice(
              image.path(), image.file().size(), Objects.requireNonNull(image.facts())));
    }
    String series = seriesOf(slices.get(0));
    SeriesOrder.geometry(dataset.name(), series, unsorted).ifPresent(geometry::add);
    return SeriesOrder.sorted(
            unsorted,
            (kind, detail) -> notes.add(new SeriesNote(dataset.name(), series, kind, detail)))
        .stream()
        .map(slice -> Objects.requireNonNull(byPath.get(slice.path())))
        .toList();
  }

  private Unit unit(int index, List<Image> files, Map<String, Split> splits) {
    Image first = files.get(0);
    Split split = splits.getOrDefault(first.patient(), first.split());
    boolean labelled =
        files.stream().anyMatch(image -> image.row() != null && image.row().isLabelled());
    return new Unit(
        index,
        files.stream().map(DatasetPlanner::part).toList(),
        files.size() > 1 && first.facts() != null && isVolume(first.facts()),
        files.stream().map(DatasetPlanner::shown).distinct().count() > 1,
        split,
        first.patient(),
        seriesOf(first),
        labelled || split == Split.TEST,
        files.stream().mapToLong(image -> image.file().size()).sum(),
        together(first.file()));
  }

  private @Nullable String together(FileEntry file) {
    return file.together() == null ? null : dataset.stored(file.together());
  }

  private static String shown(Image image) {
    Probe.Place place = image.facts() == null ? null : image.facts().place();
    return place == null ? "" : place.shown();
  }

  private static Unit.Part part(Image image) {
    Annotation row = image.row();
    return row == null
        ? new Unit.Part(image.path(), null, null, null, null)
        : new Unit.Part(image.path(), row.label(), row.mask(), row.fov(), row.boxes());
  }

  /** Whether its slices have positions; views of a radiograph have none. */
  private static boolean isVolume(Probe.HeaderFacts facts) {
    return facts.place() != null && facts.place().position().size() == 3;
  }

  private String seriesOf(Image image) {
    return image.facts() != null && image.facts().series() != null
        ? image.facts().series()
        : identity.series(dataset.name(), image.path());
  }
}
