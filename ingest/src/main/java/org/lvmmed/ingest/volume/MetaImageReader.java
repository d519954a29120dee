package org.lvmmed.ingest.volume;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.lvmmed.ingest.image.FormatReader;
import org.lvmmed.ingest.image.ImageHeader;
import org.lvmmed.ingest.image.MedicalImage;
import org.lvmmed.ingest.image.ReadLimits;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.io.Source;

/**
 * MetaImage: {@code .mha} with its values behind the header, or {@code .mhd} that names one or more
 * files; plain, compressed or as text.
 */
public final class MetaImageReader implements FormatReader {
  private static final Pattern FIRST_LINE =
      Pattern.compile(
          "\\s*(ObjectType|ObjectSubType|Comment|NDims|Name|ID)\\s*=[^\\n]*\\n.*", Pattern.DOTALL);
  private static final String DATA = "ElementDataFile";

  @Override
  public String format() {
    return "metaimage";
  }

  @Override
  public boolean recognises(byte[] head, String name) {
    String start = HeaderText.start(head);
    return FIRST_LINE.matcher(start).matches() && start.contains("DimSize");
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
    MetaImageHeader header = new MetaImageHeader(fields);
    ImageHeader image = header.toImageHeader(limits);
    DataFiles data = data(source, header, listed, headerBytes);
    data.requireLength(image);
    return new RawVolume(
        image,
        header.isBigEndian(),
        () -> header.isText() ? new TextValues(data.open(image), image.type()) : data.open(image),
        data.companions(source));
  }

  /** Reads the fields up to the one that ends the header; returns the header's length. */
  private static long parse(HeaderText text, Map<String, String> fields, List<String> listed)
      throws IOException, UnreadableImageException {
    while (!fields.containsKey(DATA)) {
      String line =
          text.line()
              .orElseThrow(
                  () ->
                      new UnreadableImageException(
                          Reason.TRUNCATED, "The header ends before it names its data"));
      int equals = line.indexOf('=');
      if (equals > 0) {
        fields.put(line.substring(0, equals).trim(), line.substring(equals + 1).trim());
      }
    }
    long bytes = text.bytes();
    if (String.valueOf(fields.get(DATA)).startsWith("LIST")) {
      Optional<String> line = text.line();
      while (line.isPresent()) {
        line.filter(name -> !name.isBlank()).ifPresent(listed::add);
        line = text.line();
      }
    }
    return bytes;
  }

  private static DataFiles data(
      Source source, MetaImageHeader header, List<String> listed, long headerBytes)
      throws IOException, UnreadableImageException {
    String named = header.text(DATA, "");
    if (named.equalsIgnoreCase("LOCAL")) {
      return new DataFiles(List.of(source), headerBytes, 0, 0, header.encoding());
    }
    return new DataFiles(
        files(source, named, listed), 0, header.headerSize(), 0, header.encoding());
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
      return DataFiles.numbered(source, words[0], HeaderText.integers("ElementDataFile", words[1]));
    }
    return List.of(DataFiles.beside(source, named));
  }
}
