package org.lvmmed.ingest.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes small DICOM files for tests; values are given little-endian or as text. */
public final class DicomBuilder {
  static final String IMPLICIT_LE = "1.2.840.10008.1.2";
  static final String EXPLICIT_LE = "1.2.840.10008.1.2.1";
  static final String DEFLATED = "1.2.840.10008.1.2.1.99";
  static final String EXPLICIT_BE = "1.2.840.10008.1.2.2";
  static final String JPEG_BASELINE = "1.2.840.10008.1.2.4.50";
  static final String JPEG_LOSSLESS = "1.2.840.10008.1.2.4.70";
  static final String RLE = "1.2.840.10008.1.2.5";
  static final String DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1";

  private static final int UNDEFINED = 0xffffffff;

  private final String syntax;
  private final Map<Long, Element> elements = new TreeMap<>();

  private record Element(String vr, byte[] value, boolean undefinedLength) {}

  DicomBuilder(String syntax) {
    this.syntax = syntax;
  }

  /** An image of one sample a pixel that fills its cells. */
  static DicomBuilder grey(String syntax, int rows, int columns, int bits) {
    return new DicomBuilder(syntax)
        .text(0x00280004, "CS", "MONOCHROME2")
        .us(0x00280002, 1)
        .us(0x00280010, rows)
        .us(0x00280011, columns)
        .us(0x00280100, bits)
        .us(0x00280101, bits)
        .us(0x00280102, bits - 1)
        .us(0x00280103, 0);
  }

  /** An image of three samples of 8 bits. */
  static DicomBuilder colour(String syntax, int rows, int columns, String photometric) {
    return grey(syntax, rows, columns, 8)
        .text(0x00280004, "CS", photometric)
        .us(0x00280002, 3)
        .us(0x00280006, 0);
  }

  DicomBuilder frames(int count) {
    return text(0x00280008, "IS", Integer.toString(count));
  }

  DicomBuilder us(int tag, int... values) {
    byte[] bytes = new byte[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      int at = isBigEndian() ? 2 * i + 1 : 2 * i;
      bytes[at] = (byte) values[i];
      bytes[at ^ 1] = (byte) (values[i] >>> 8);
    }
    return raw(tag, "US", bytes);
  }

  DicomBuilder text(int tag, String vr, String value) {
    String even = value.length() % 2 == 0 ? value : value + (vr.equals("UI") ? "\0" : " ");
    return raw(tag, vr, even.getBytes(StandardCharsets.ISO_8859_1));
  }

  DicomBuilder raw(int tag, String vr, byte[] value) {
    elements.put(tag & 0xffffffffL, new Element(vr, value, false));
    return this;
  }

  DicomBuilder pixels(String vr, byte[] value) {
    return raw(
        0x7FE00010,
        vr,
        value.length % 2 == 0 ? value : java.util.Arrays.copyOf(value, value.length + 1));
  }

  /** Pixel data of fragments after an offset table, which may be empty. */
  DicomBuilder fragments(int[] offsetTable, byte[]... fragments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] table = new byte[4 * offsetTable.length];
    for (int i = 0; i < table.length; i++) {
      table[i] = (byte) (offsetTable[i / 4] >>> 8 * (i % 4));
    }
    item(out, table);
    for (byte[] fragment : fragments) {
      item(out, java.util.Arrays.copyOf(fragment, fragment.length + fragment.length % 2));
    }
    u16(out, 0xFFFE);
    u16(out, 0xE0DD);
    u32(out, 0);
    elements.put(0x7FE00010L, new Element("OB", out.toByteArray(), true));
    return this;
  }

  /** A sequence of items, each built by a builder of the same syntax. */
  DicomBuilder sequence(int tag, boolean undefinedLength, DicomBuilder... items) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (DicomBuilder item : items) {
      byte[] content = item.dataSet();
      u16(out, 0xFFFE);
      u16(out, 0xE000);
      u32(out, undefinedLength ? UNDEFINED : content.length);
      out.writeBytes(content);
      if (undefinedLength) {
        u16(out, 0xFFFE);
        u16(out, 0xE00D);
        u32(out, 0);
      }
    }
    if (undefinedLength) {
      u16(out, 0xFFFE);
      u16(out, 0xE0DD);
      u32(out, 0);
    }
    elements.put(tag & 0xffffffffL, new Element("SQ", out.toByteArray(), undefinedLength));
    return this;
  }

  private void item(ByteArrayOutputStream out, byte[] value) {
    u16(out, 0xFFFE);
    u16(out, 0xE000);
    u32(out, value.length);
    out.writeBytes(value);
  }

  /** The whole file: preamble, prefix, meta information, data set. */
  byte[] build() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[128]);
    out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new DicomBuilder(EXPLICIT_LE).text(0x00020010, "UI", syntax).dataSet());
    out.writeBytes(syntax.equals(DEFLATED) ? deflate(dataSet()) : dataSet());
    return out.toByteArray();
  }

  /** The data set alone. */
  byte[] dataSet() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    elements.forEach((tag, element) -> write(out, tag, element));
    return out.toByteArray();
  }

  private void write(ByteArrayOutputStream out, long tag, Element element) {
    u16(out, (int) (tag >>> 16));
    u16(out, (int) tag & 0xffff);
    int length = element.undefinedLength ? UNDEFINED : element.value.length;
    boolean longLength =
        java.util.Set.of("OB", "OW", "OF", "OD", "OV", "SQ", "UN", "UT").contains(element.vr);
    if (syntax.equals(IMPLICIT_LE)) {
      u32(out, length);
    } else {
      out.writeBytes(element.vr.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
      if (longLength) {
        u16(out, 0);
        u32(out, length);
      } else {
        u16(out, length);
      }
    }
    out.writeBytes(element.value);
  }

  private boolean isBigEndian() {
    return syntax.equals(EXPLICIT_BE);
  }

  private void u16(ByteArrayOutputStream out, int value) {
    out.write(isBigEndian() ? value >>> 8 : value);
    out.write(isBigEndian() ? value : value >>> 8);
  }

  private void u32(ByteArrayOutputStream out, int value) {
    u16(out, isBigEndian() ? value >>> 16 : value);
    u16(out, isBigEndian() ? value : value >>> 16);
  }

  /** Raw deflate, as transfer syntaxes use it. */
  static byte[] deflate(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater =
        new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
      deflater.write(bytes);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
