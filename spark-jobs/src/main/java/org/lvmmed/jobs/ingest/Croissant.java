package org.lvmmed.jobs.ingest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.lvmmed.jobs.corpus.CorpusSchema;

/**
 * The corpus described in Croissant 1.0, so that tools which know it (search engines, mlcroissant,
 * TensorFlow Datasets) find the columns without knowing this program.
 */
final class Croissant {
  private static final String FILES = "parquet-files";
  private static final String RECORDS = "images";

  private Croissant() {}

  static Map<String, Object> of(IngestResult result, Instant made) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("@context", context());
    out.put("@type", "sc:Dataset");
    out.put("conformsTo", "http://mlcommons.org/croissant/1.0");
    out.put("name", "lvm-med-corpus");
    out.put(
        "description",
        result.rows()
            + " medical images of "
            + result.datasets().size()
            + " datasets, as PNG in Parquet, with opaque identifiers");
    out.put("license", DatasetCard.licences(result));
    out.put("datePublished", LocalDate.ofInstant(made, ZoneOffset.UTC).toString());
    out.put("distribution", List.of(files()));
    out.put("recordSet", List.of(records()));
    return out;
  }

  private static Map<String, Object> context() {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("@language", "en");
    context.put("@vocab", "https://schema.org/");
    context.put("sc", "https://schema.org/");
    context.put("cr", "http://mlcommons.org/croissant/");
    context.put("dct", "http://purl.org/dc/terms/");
    context.put("conformsTo", "dct:conformsTo");
    context.put("dataType", Map.of("@id", "cr:dataType", "@type", "@vocab"));
    for (String term :
        List.of(
            "column",
            "extract",
            "field",
            "fileSet",
            "includes",
            "jsonPath",
            "key",
            "recordSet",
            "repeated",
            "source",
            "subField",
            "transform")) {
      context.put(term, "cr:" + term);
    }
    return context;
  }

  private static Map<String, Object> files() {
    return Map.of(
        "@type", "cr:FileSet",
        "@id", FILES,
        "name", FILES,
        "encodingFormat", "application/x-parquet",
        "includes", "part-*.parquet");
  }

  private static Map<String, Object> records() {
    List<Map<String, Object>> fields = new ArrayList<>();
    for (StructField column : CorpusSchema.TYPE.fields()) {
      fields.add(field(column));
    }
    Map<String, Object> records = new LinkedHashMap<>();
    records.put("@type", "cr:RecordSet");
    records.put("@id", RECORDS);
    records.put("name", RECORDS);
    records.put("key", Map.of("@id", RECORDS + "/image_id"));
    records.put("field", fields);
    return records;
  }

  /** Lists and structures are told as what they hold; a picture's bytes are picked out of its. */
  private static Map<String, Object> field(StructField column) {
    boolean repeated = column.dataType() instanceof ArrayType;
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("fileSet", Map.of("@id", FILES));
    source.put("extract", Map.of("column", column.name()));
    if (column.name().equals("image")) {
      source.put("transform", Map.of("jsonPath", "bytes"));
    }
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("@type", "cr:Field");
    field.put("@id", RECORDS + "/" + column.name());
    field.put("name", column.name());
    field.put("dataType", type(column.dataType()));
    if (repeated) {
      field.put("repeated", true);
    }
    field.put("source", source);
    return field;
  }

  private static String type(DataType type) {
    if (type instanceof ArrayType array) {
      return type(array.elementType());
    }
    if (type.equals(DataTypes.IntegerType)) {
      return "sc:Integer";
    }
    if (type.equals(DataTypes.DoubleType)) {
      return "sc:Float";
    }
    boolean picture =
        type.equals(DataTypes.BinaryType)
            || type instanceof StructType struct && List.of(struct.fieldNames()).contains("bytes");
    return picture ? "sc:ImageObject" : "sc:Text";
  }
}
