import { stripVTControlCharacters } from "node:util";
import { statusDetailsOf } from "../../../reporters/allure/status.ts";
import { causeTitle } from "../../../reporters/cause-text.ts";
import { renderComment, renderMarkdown } from "../../../reporters/conformance-markdown.ts";
import { docsFiles } from "../../../reporters/docs/write-docs.tsx";
import { renderAnnotations } from "../../../reporters/github.ts";
import { markdownText } from "../../../reporters/markdown-text.ts";
import { renderSarif } from "../../../reporters/sarif/sarif.ts";
import { renderTerminal } from "../../../reporters/terminal.ts";
import type { Cause } from "../../../src/results/cause.ts";
import type { Report } from "../../../src/results/model.ts";
import { textOf } from "../../docs/pages.ts";
import { renderCtrf, renderJunit } from "../../reporters/joined.ts";
import { suite } from "../../run/run-cases.ts";

const SCREEN = 24;

/** The reports in which a cause does not stand where a reader looks first. */
export function silentReports(report: Report, cause: Cause): string[] {
  const title = causeTitle(cause);
  const screen = stripVTControlCharacters(renderTerminal(report, [])).trimEnd().split("\n").slice(-SCREEN);
  const firstRow = (markdown: string) => markdown.split("\n").find((line) => /^\| (fails|warns)/.test(line));
  const docs = firstPages(report);
  const first = report.cases.find(({ id }) => id === cause.cases[0]);
  const allure =
    first &&
    statusDetailsOf({
      result: first,
      causes: [cause],
      strict: report.strict,
      seed: "",
      attached: false,
      stepped: false,
      rules: [],
    }).message;
  const kind = cause.effect === "fails" ? "error" : "warning";
  const annotation = renderAnnotations(report)
    .split("\n")
    .find((line) => line.startsWith(`::${kind} file=`));
  const told: Readonly<Record<string, string | undefined>> = {
    terminal: screen.join("\n"),
    "conformance.md": firstRow(renderMarkdown(report)),
    "comment.md": firstRow(renderComment(report)),
    "junit.xml": unescaped(
      renderJunit(report)
        .split("\n")
        .filter((line) => line.includes(`name="cause.${cause.id}"`))
        .join("\n"),
    ),
    "ctrf.json": JSON.parse(renderCtrf(report)).results.tests.find(
      (test: { name: string }) => test.name === first?.id,
    )?.extra.causes[0].says,
    "conformance.sarif": JSON.parse(renderSarif(report)).runs[0].results[0].message.text,
    annotations: decodeURIComponent(annotation ?? ""),
    "docs/index.html": textOf(docs.get("index.html") ?? ""),
    "docs/causes.html": textOf(docs.get("causes.html") ?? ""),
    allure,
  };
  const wanted = (name: string) => (name.endsWith(".md") ? markdownText(title) : title);
  return Object.keys(told).filter((name) => !told[name]?.includes(wanted(name)));
}

/** Of the documentation what a reader opens first; its other pages are not rendered. */
function firstPages(report: Report): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const [path, text] of docsFiles({ contract: suite.contract, rules: [], report })) {
    pages.set(path, text);
    if (path === "causes.html") break;
  }
  return pages;
}

function unescaped(xml: string): string {
  return xml
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
