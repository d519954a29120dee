package org.lvmmed.jobs.ingest.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of classes that Hugging Face keeps in the metadata of a table, under {@code
 * huggingface}: columns of numbers whose feature is a {@code ClassLabel}.
 *
 * @param byColumn names in the order of their numbers
 * @param readable whether the metadata, if there are any, could be read
 */
record ClassNames(Map<String, List<String>> byColumn, boolean readable) {
  private static final String KEY = "huggingface";
  private static final ObjectMapper JSON = new ObjectMapper();

  static ClassNames of(Map<String, String> metadata) {
    String text = metadata.get(KEY);
    Map<String, List<String>> names = new LinkedHashMap<>();
    if (text == null) {
      return new ClassNames(names, true);
    }
    try {
      JsonNode features = JSON.readTree(text).path("info").path("features");
      for (Iterator<String> columns = features.fieldNames(); columns.hasNext(); ) {
        String column = columns.next();
        JsonNode feature = features.get(column);
        if (feature.path("_type").asText().equals("ClassLabel")) {
          names.put(column, texts(feature.path("names")));
        }
      }
      return new ClassNames(names, true);
    } catch (JsonProcessingException e) {
      return new ClassNames(Map.of(), false);
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(name -> texts.add(name.asText()));
    return texts;
  }

  /**
   * The name of a class, its number where the column has no names, null for -1, which stands for no
   * class.
   *
   * @throws IllegalArgumentException if the number is beyond the names
   */
  @Nullable String name(String column, String number) {
    List<String> names = byColumn.get(column);
    if (names == null || names.isEmpty()) {
      return number;
    }
    int index = Integer.parseInt(number);
    if (index < -1 || index >= names.size()) {
      throw new IllegalArgumentException(
          "The table has the class " + index + " and names for " + names.size());
    }
    return index < 0 ? null : names.get(index);
  }
}
