package org.lvmmed.ingest.phantom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes a picture of one sample a pixel as uncompressed DICOM, explicit and little-endian. */
public final class DicomFile {
  private static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
  private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
  private static final Set<String> LONG = Set.of("OB", "OW");

  private final Map<Integer, Element> elements = new TreeMap<>();

  private record Element(String vr, byte[] value) {}

  /** A picture whose 16-bit values are given row by row. */
  public DicomFile(int rows, int columns, short[] values) {
    text(0x00080016, "UI", SECONDARY_CAPTURE);
    text(0x00280004, "CS", "MONOCHROME2");
    number(0x00280002, 1);
    number(0x00280010, rows);
    number(0x00280011, columns);
    number(0x00280100, 16);
    number(0x00280101, 16);
    number(0x00280102, 15);
    number(0x00280103, 0);
    byte[] pixels = new byte[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[2 * i] = (byte) values[i];
      pixels[2 * i + 1] = (byte) (values[i] >> 8);
    }
    elements.put(0x7FE00010, new Element("OW", pixels));
  }

  /** Sets an element whose value is text. */
  public DicomFile text(int tag, String vr, String value) {
    String pad = vr.equals("UI") ? "\0" : " ";
    String even = value.length() % 2 == 0 ? value : value + pad;
    elements.put(tag, new Element(vr, even.getBytes(StandardCharsets.ISO_8859_1)));
    return this;
  }

  /** Sets an element whose value is a number of 16 bits. */
  public DicomFile number(int tag, int value) {
    elements.put(tag, new Element("US", new byte[] {(byte) value, (byte) (value >> 8)}));
    return this;
  }

  /** Places the picture in a series. */
  public DicomFile slice(String series, int instance, double z) {
    return text(0x0020000E, "UI", series)
        .text(0x00080018, "UI", series + "." + instance)
        .text(0x00200013, "IS", Integer.toString(instance))
        .text(0x00200032, "DS", "0\\0\\" + z)
        .text(0x00200037, "DS", "1\\0\\0\\0\\1\\0")
        .text(0x00280030, "DS", "1\\1");
  }

  /** The whole file. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[128]);
    out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    String syntax = EXPLICIT_LITTLE_ENDIAN + "\0";
    element(out, 0x00020010, new Element("UI", syntax.getBytes(StandardCharsets.US_ASCII)));
    elements.forEach((tag, element) -> element(out, tag, element));
    return out.toByteArray();
  }

  void write(PhantomSink sink, String path) throws IOException {
    try (OutputStream out = sink.create(path)) {
      out.write(bytes());
    }
  }

  private static void element(ByteArrayOutputStream out, int tag, Element element) {
    number(out, tag >>> 16, 2);
    number(out, tag, 2);
    out.writeBytes(element.vr.getBytes(StandardCharsets.US_ASCII));
    boolean isLong = LONG.contains(element.vr);
    number(out, 0, isLong ? 2 : 0);
    number(out, element.value.length, isLong ? 4 : 2);
    out.writeBytes(element.value);
  }

  private static void number(ByteArrayOutputStream out, int value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write(value >>> 8 * i);
    }
  }
}
