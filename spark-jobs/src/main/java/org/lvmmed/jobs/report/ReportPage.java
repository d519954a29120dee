package org.lvmmed.jobs.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts the sections together to one page that needs nothing else: no script, no other file. */
final class ReportPage {

  private ReportPage() {}

  static String of(ReportData data) {
    List<Section> sections =
        List.of(
            SummarySection.of(data),
            CorpusSection.of(data),
            NeighbourSection.of(data),
            TrainingSection.of(data),
            MatchingSection.of(data),
            EmbeddingSection.of(data),
            ResultSection.of(data),
            DownstreamSection.of(data),
            OriginSection.of(data));
    Html html = new Html().open("html", "lang", "en");
    head(html);
    html.open("body");
    header(html, data);
    navigation(html, sections);
    html.open("main");
    sections.forEach(section -> show(html, section));
    html.close().close().close();
    return "<!DOCTYPE html>\n" + html + "\n";
  }

  private static void head(Html html) {
    html.open("head").leaf("meta", "charset", "utf-8");
    html.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.leaf("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", "LVM-Med report");
    html.open("style").trusted(style()).close().close();
  }

  private static void header(Html html, ReportData data) {
    html.open("header").element("h1", "LVM-Med report");
    html.element(
        "p",
        "Pretraining of a medical-image encoder by second-order graph matching: what went in, how"
            + " training went, what came out.");
    boolean pictures = !data.thumbnails().isEmpty() || !data.pictures().isEmpty();
    html.element("p", statement(pictures), "class", pictures ? "notice" : "notice quiet").close();
  }

  private static String statement(boolean pictures) {
    return pictures
        ? "This page holds image content: thumbnails of images of the corpus. Whatever governs the"
            + " images governs this page. report.images = none leaves them out."
        : "This page holds no image content: counts, curves and opaque identifiers only.";
  }

  private static void navigation(Html html, List<Section> sections) {
    html.open("nav", "aria-label", "Sections").open("ul");
    for (Section section : sections) {
      html.open("li").element("a", section.title(), "href", "#" + section.id()).close();
    }
    html.close().close();
  }

  private static void show(Html html, Section section) {
    html.open("section", "id", section.id()).element("h2", section.title());
    html.add(section.body()).close();
  }

  private static String style() {
    try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read report.css", e);
    }
  }
}
