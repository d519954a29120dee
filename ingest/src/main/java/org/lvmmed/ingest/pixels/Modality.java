package org.lvmmed.ingest.pixels;

import java.util.Locale;
import java.util.Map;

/**
 * The corpus' names of modalities. DICOM's codes (PS3.3, C.7.3.1.1.1) and common spellings become
 * one name each; what is not in the list is kept in lower case.
 */
public final class Modality {
  public static final String UNKNOWN = "unknown";
  public static final String CT = "ct";
  public static final String MRI = "mri";
  public static final String XRAY = "x-ray";
  public static final String MAMMOGRAPHY = "mammography";
  public static final String ULTRASOUND = "ultrasound";

  private static final Map<String, String> OF_DICOM =
      Map.ofEntries(
          Map.entry("CT", CT),
          Map.entry("MR", MRI),
          Map.entry("US", ULTRASOUND),
          Map.entry("IVUS", ULTRASOUND),
          Map.entry("CR", XRAY),
          Map.entry("DX", XRAY),
          Map.entry("RG", XRAY),
          Map.entry("XA", XRAY),
          Map.entry("RF", XRAY),
          Map.entry("IO", XRAY),
          Map.entry("PX", XRAY),
          Map.entry("MG", MAMMOGRAPHY),
          Map.entry("PT", "pet"),
          Map.entry("NM", "nuclear"),
          Map.entry("OPT", "oct"),
          Map.entry("OCT", "oct"),
          Map.entry("IVOCT", "oct"),
          Map.entry("OP", "fundus"),
          Map.entry("ES", "endoscopy"),
          Map.entry("SM", "histology"),
          Map.entry("GM", "microscopy"),
          Map.entry("XC", "photograph"),
          Map.entry("DMS", "dermoscopy"),
          Map.entry("SEG", "segmentation"),
          Map.entry("RTDOSE", "dose"),
          Map.entry("RTIMAGE", XRAY));

  private static final Map<String, String> SPELLINGS =
      Map.of("mr", MRI, "xray", XRAY, "x ray", XRAY, "radiograph", XRAY, "us", ULTRASOUND);

  private Modality() {}

  /** The name for a DICOM code; {@code unknown} for a code that is not defined. */
  public static String ofDicom(String code) {
    return OF_DICOM.getOrDefault(code.trim().toUpperCase(Locale.ROOT), UNKNOWN);
  }

  /** The name for what a person wrote. */
  public static String ofText(String text) {
    String name = text.trim().toLowerCase(Locale.ROOT);
    return SPELLINGS.getOrDefault(name, name);
  }
}
