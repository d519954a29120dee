package org.lvmmed.jobs.ingest.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;
import org.lvmmed.ingest.container.Columns;
import org.lvmmed.ingest.image.UnreadableImageException;
import org.lvmmed.ingest.image.UnreadableImageException.Reason;
import org.lvmmed.ingest.names.ArrayNames;

/**
 * Which columns of a table are pictures, masks, labels, patients and splits. A column of pictures
 * is binary without being text, or a structure with a field {@code bytes}.
 *
 * @param mask and the others: null where there is none
 * @param manyLabels whether the column of labels is a list, of which a picture has one here
 */
record TableColumns(
    String image,
    @Nullable String mask,
    @Nullable String label,
    @Nullable String patient,
    @Nullable String split,
    boolean manyLabels) {

  static TableColumns of(MessageType schema, Columns meant, ClassNames names)
      throws UnreadableImageException {
    List<String> pictures = pictures(schema);
    if (pictures.isEmpty()) {
      throw new UnreadableImageException(
          Reason.NO_IMAGE,
          "The table has no column of pictures, binary or a structure of bytes and path");
    }
    String image = meant.image() == null ? image(pictures) : known(schema, "image", meant.image());
    if (!pictures.contains(image)) {
      throw unknown("image", "is no column of pictures");
    }
    String mask =
        pictures.stream()
            .filter(name -> !name.equals(image) && ArrayNames.isMask(name))
            .findFirst()
            .orElse(null);
    List<String> others = new ArrayList<>();
    schema.getFields().forEach(field -> others.add(field.getName()));
    others.removeAll(pictures);
    String label =
        meant.label() == null ? label(others, names) : known(schema, "label", meant.label());
    String patient =
        meant.patient() == null
            ? named(plain(schema, others), ArrayNames.patients())
            : known(schema, "patient", meant.patient());
    boolean many = label != null && isList(schema.getType(label));
    return new TableColumns(
        image,
        mask,
        many ? null : label,
        patient,
        named(plain(schema, others), List.of("split")),
        many);
  }

  /** Columns of pictures, in their order. */
  static List<String> pictures(MessageType schema) {
    return schema.getFields().stream().filter(TableColumns::isPicture).map(Type::getName).toList();
  }

  private static boolean isPicture(Type type) {
    if (type.getRepetition() == Repetition.REPEATED) {
      return false;
    }
    if (type.isPrimitive()) {
      return isBytes(type);
    }
    GroupType group = type.asGroupType();
    return group.containsField("bytes") && isBytes(group.getType("bytes"));
  }

  private static boolean isBytes(Type type) {
    return type.isPrimitive()
        && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
        && type.getLogicalTypeAnnotation() == null;
  }

  private static String image(List<String> pictures) throws UnreadableImageException {
    List<String> named = pictures.stream().filter(ArrayNames::isImage).toList();
    List<String> others = pictures.stream().filter(name -> !ArrayNames.isMask(name)).toList();
    List<String> meant = !named.isEmpty() ? named : !others.isEmpty() ? others : pictures;
    if (meant.size() > 1) {
      throw new UnreadableImageException(
          Reason.UNSUPPORTED,
          "The table has "
              + meant.size()
              + " columns of pictures, and no name tells which is meant; name it with columns.image"
              + " in dataset.conf");
    }
    return meant.get(0);
  }

  private static @Nullable String label(List<String> others, ClassNames names) {
    Optional<String> only =
        names.byColumn().size() == 1
            ? names.byColumn().keySet().stream().filter(others::contains).findFirst()
            : Optional.empty();
    return only.orElseGet(() -> named(others, ArrayNames.labels()));
  }

  /** The first of these names that a column has, in whatever case. */
  private static @Nullable String named(List<String> columns, List<String> names) {
    for (String name : names) {
      for (String column : columns) {
        if (column.toLowerCase(Locale.ROOT).equals(name)) {
          return column;
        }
      }
    }
    return null;
  }

  private static List<String> plain(MessageType schema, List<String> columns) {
    return columns.stream()
        .filter(name -> schema.getType(name).isPrimitive() && !isList(schema.getType(name)))
        .toList();
  }

  private static boolean isList(Type type) {
    return type.getRepetition() == Repetition.REPEATED
        || type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation
        || !type.isPrimitive();
  }

  private static String known(MessageType schema, String key, String column)
      throws UnreadableImageException {
    if (!schema.containsField(column)) {
      throw unknown(key, "names no column of the table");
    }
    return column;
  }

  private static UnreadableImageException unknown(String key, String why) {
    return new UnreadableImageException(
        Reason.BAD_ANNOTATION, "columns." + key + " of dataset.conf " + why);
  }
}
