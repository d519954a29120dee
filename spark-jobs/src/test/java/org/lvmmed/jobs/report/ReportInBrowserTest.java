package org.lvmmed.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lvmmed.jobs.LocalSpark;

/** Opens the page in the browser that this machine has; skipped where it has none. */
class ReportInBrowserTest {

  /** The page has no script of its own; this one, added to a copy, tells what was laid out. */
  private static final String PROBE =
      """
      <script>
      addEventListener('load', () => {
        const seen = e => e.getBoundingClientRect().width > 0 && e.getBoundingClientRect().height > 0;
        const all = q => [...document.querySelectorAll(q)];
        const facts = {
          sections: all('section').filter(seen).map(s => s.id),
          images: all('img').length,
          decoded: all('img').filter(i => i.complete && i.naturalWidth > 0 && seen(i)).length,
          charts: all('figure svg[role=img]').length,
          drawn: all('figure svg[role=img]').filter(seen).length,
          overflow: document.documentElement.scrollWidth - innerWidth
        };
        const out = document.createElement('pre');
        out.id = 'facts';
        out.textContent = JSON.stringify(facts);
        document.body.append(out);
      });
      </script></body>""";

  @TempDir static Path scratch;

  private static Browser browser;
  private static Path page;

  @BeforeAll
  static void open() throws IOException {
    Optional<Browser> found = Browser.find(scratch);
    assumeTrue(found.isPresent(), "No Chromium on the PATH: the report is not looked at");
    browser = found.get();
    SparkSession spark = LocalSpark.session();
    SampleWork work = new SampleWork(spark, scratch.resolve("work"));
    work.corpus().similarity().pretrain().evaluation();
    new ReportJob(spark, work.files(), ReportSettings.DEFAULT).run();
    String html = work.files().readText("report/index.html");
    page = Files.writeString(scratch.resolve("probe.html"), html.replace("</body>", PROBE));
  }

  private static JsonNode facts(int width) throws IOException, InterruptedException {
    String dom = browser.dom(page, width);
    Matcher facts = Pattern.compile("<pre id=\"facts\">(.*?)</pre>").matcher(dom);
    assertThat(facts.find()).as("the page was loaded").isTrue();
    return new ObjectMapper().readTree(facts.group(1));
  }

  @Test
  void everySectionIsSeenAndEveryPictureDecoded() throws Exception {
    JsonNode facts = facts(1280);
    assertThat(facts.get("sections"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "summary",
            "corpus",
            "neighbours",
            "training",
            "matchings",
            "embedding",
            "results",
            "downstream",
            "origin");
    assertThat(facts.get("images").asInt()).isGreaterThan(80);
    assertThat(facts.get("decoded")).isEqualTo(facts.get("images"));
    assertThat(facts.get("charts").asInt()).isGreaterThanOrEqualTo(11);
    assertThat(facts.get("drawn")).isEqualTo(facts.get("charts"));
  }

  @Test
  void aNarrowWindowScrollsDownAlone() throws Exception {
    assertThat(facts(500).get("overflow").asInt()).isLessThanOrEqualTo(0);
  }

  @Test
  void aScreenshotIsNotBlank() throws Exception {
    Path png = scratch.resolve("page.png");
    browser.screenshot(page, 1280, 4000, png);
    assertThat(Files.size(png)).isGreaterThan(100_000);
  }
}
