package org.lvmmed.ingest.names;

import java.util.Locale;
import java.util.Set;
import org.lvmmed.ingest.io.Paths;

/**
 * Files that accompany datasets and are no image data by rule, told by their names. Only files
 * whose content no reader recognises are asked about.
 */
public final class NonImages {
  private static final Set<String> ENDINGS =
      Set.of(
          "csv", "tsv", "txt", "md", "rst", "xml", "json", "jsonl", "yaml", "yml", "toml", "conf",
          "cfg", "ini", "html", "htm", "pdf", "doc", "docx", "xls", "xlsx", "ods", "ppt", "pptx",
          "bib", "tex", "log", "py", "ipynb", "m", "r", "sh", "bat", "js", "css", "svg", "mat",
          "pkl", "md5", "sha1", "sha256", "sig", "lnk", "url", "db", "sqlite", "bval", "bvec",
          "mtl", "stl", "obj", "vtk", "fcsv", "cls");

  /** Of archives, which may hold images. */
  private static final Set<String> ARCHIVES =
      Set.of(
          "zip",
          "tar",
          "tgz",
          "tbz",
          "tbz2",
          "txz",
          "rar",
          "7z",
          "xz",
          "zst",
          "bz2",
          "parquet",
          "arrow",
          "tfrecord",
          "tfrecords",
          "lmdb",
          "mdb",
          "npz");

  /** Of pictures that no reader knows. */
  private static final Set<String> PICTURES =
      Set.of(
          "webp", "jp2", "j2k", "j2c", "jpc", "jpf", "jpx", "jph", "jhc", "jxl", "jxr", "heic",
          "heif", "avif", "pgm", "ppm", "pbm", "pnm", "pfm", "tga", "ico", "psd", "exr", "hdr",
          "pcx", "sgi", "czi", "lif", "nd2", "oib", "oif", "vsi", "mrxs", "ims", "mrc", "mgz",
          "mgh", "mnc", "par", "ecat", "v");

  private static final Set<String> STEMS =
      Set.of(
          "readme",
          "license",
          "licence",
          "copying",
          "changelog",
          "changes",
          "authors",
          "citation",
          "notice",
          "version",
          "makefile",
          "manifest",
          "thumbs",
          "desktop",
          "_success",
          "index");

  private NonImages() {}

  public static boolean isByRule(String path) {
    String name = Paths.name(path).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    String ending = dot <= 0 ? "" : name.substring(dot + 1);
    return name.startsWith(".")
        || ENDINGS.contains(ending)
        || ending.isEmpty() && STEMS.contains(stem);
  }

  /** Whether a file by its name is a WebDataset sample's class, though it is an array. */
  public static boolean isLabel(String path) {
    return Paths.name(path).toLowerCase(Locale.ROOT).endsWith(".cls.npy");
  }

  /** Whether a file by its name is a picture, which nobody should miss. */
  public static boolean isPicture(String path) {
    String name = Paths.name(path).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && PICTURES.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** Whether a file by its name holds others, which nobody should miss. */
  public static boolean isArchive(String path) {
    String name = Paths.name(path).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ARCHIVES.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
