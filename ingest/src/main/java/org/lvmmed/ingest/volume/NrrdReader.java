package org.lvmmed.ingest.volume;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lvmmed.ingest.image.FormatReader;
import org.lvmmed.ingest.image.FrameClasses;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.SampleType;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.Source;

/**
 * NRRD: attached or detached header, one or more data files, raw, gzip, bzip2, text or hexadecimal.
 */
public final class NrrdReader implements FormatReader {

  @Override
  public String format() {
    return "nrrd";
  }

  @Override
  public boolean recognises(byte[] head, String name) {
    return HeaderText.start(head).startsWith("NRRD");
  }

  @Override
  public MedicalImage open(Source source, ReadLimits limits)
      throws IOException, UnreadableImageException {
    Map<String, String> fields = new TreeMap<>();
    List<String> listed = new ArrayList<>();
    long headerBytes;
    try (InputStream in = new BufferedInputStream(source.open())) {
      headerBytes = parse(new HeaderText(in), fields, listed);
    }
    NrrdHeader header = new NrrdHeader(fields);
    ImageHeader image = header.toImageHeader(limits);
    DataFiles data = data(source, header, listed, headerBytes);
    data.requireLength(image);
    MedicalImage volume =
        new RawVolume(
            image, header.isBigEndian(), () -> values(data, image), data.companions(source));
    FrameClasses classes = image.vector() ? header.classes(image.frames()) : null;
    return classes == null ? volume : new LayeredVolume(volume, classes);
  }

  private static InputStream values(DataFiles data, ImageHeader image) throws IOException {
    SampleType type = image.type();
    return switch (data.encoding()) {
      case TEXT -> new TextValues(data.open(image), type);
      case HEX -> new HexValues(data.open(image));
      default -> data.open(image);
    };
  }

  /**
   * Reads the fields up to the empty line, or up to a list of data files, which is the header's
   * last field; returns the header's length.
   */
  private static long parse(HeaderText text, Map<String, String> fields, List<String> listed)
      throws IOException, UnreadableImageException {
    Optional<String> line = text.line();
    while (line.isPresent() && !line.get().isEmpty() && !isList(fields)) {
      field(line.get(), fields);
      line = text.line();
    }
    long bytes = text.bytes();
    if (isList(fields)) {
      while (line.isPresent()) {
        line.filter(name -> !name.isBlank()).ifPresent(listed::add);
        line = text.line();
      }
    }
    return bytes;
  }

  private static boolean isList(Map<String, String> fields) {
    return fields.getOrDefault("data file", "").startsWith("LIST");
  }

  /** A field is told by a colon and a blank; a colon and an equals sign begin a free key. */
  private static void field(String line, Map<String, String> fields) {
    int colon = line.indexOf(": ");
    boolean free = line.contains(":=") && (colon < 0 || line.indexOf(":=") < colon);
    if (free && line.startsWith("Segment")) {
      int equals = line.indexOf(":=");
      fields.put(line.substring(0, equals).toLowerCase(Locale.ROOT), line.substring(equals + 2));
    }
    if (line.startsWith("#") || colon < 0 || free) {
      return;
    }
    String key = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
    fields.put(key.equals("datafile") ? "data file" : key, line.substring(colon + 2).trim());
  }

  private static DataFiles data(
      Source source, NrrdHeader header, List<String> listed, long headerBytes)
      throws IOException, UnreadableImageException {
    String named = header.text("data file", "");
    if (named.isEmpty()) {
      return new DataFiles(
          List.of(source), headerBytes, header.byteSkip(), header.lineSkip(), header.encoding());
    }
    return new DataFiles(
        files(source, named, listed), 0, header.byteSkip(), header.lineSkip(), header.encoding());
  }

  private static List<Source> files(Source source, String named, List<String> listed)
      throws IOException, UnreadableImageException {
    if (named.startsWith("LIST")) {
      List<Source> files = new ArrayList<>();
      for (String name : listed) {
        files.add(DataFiles.beside(source, name));
      }
      if (files.isEmpty()) {
        throw new UnreadableImageException(Reason.CORRUPT, "The header lists no data file");
      }
      return files;
    }
    String[] words = named.split("\\s+", 2);
    if (words.length == 2 && DataFiles.isPattern(words[0])) {
      List<Integer> range = HeaderText.integers("data file", words[1]);
      return DataFiles.numbered(source, words[0], range.subList(0, Math.min(3, range.size())));
    }
    return List.of(DataFiles.beside(source, named));
  }
}
