import type { CaseResult, Outcome } from "../src/results/case-result.ts";
import type { Cause } from "../src/results/cause.ts";
import type { Drift, DriftFinding, DriftKind } from "../src/results/drift/model.ts";
import { DRIFT_KINDS } from "../src/results/drift/model.ts";
import { shown } from "../src/results/inert-text.ts";
import type { Report } from "../src/results/model.ts";
import { outcomeWord } from "../src/results/outcome-word.ts";
import { causeSections } from "./cause-markdown.ts";
import { fitted } from "./conformance-markdown.ts";
import { markdownRows, markdownText } from "./markdown-text.ts";

/** Bytes that an issue's text has at most; what is lighter gives way. */
const LIMIT = 60_000;
const ROWS = 30;
const CAUSES_IN_FULL = 3;

const HEADINGS: Readonly<Record<DriftKind, string>> = {
  changed: "Changed for good",
  "seen-once": "Seen once",
  flickers: "Flickers",
  page: "The page changed",
  data: "Our test data are spent",
  way: "The way was broken",
  ours: "Our own settings, permission or suite",
};

const LEADS: Readonly<Record<DriftKind, string>> = {
  changed: "The server does otherwise than before, and keeps to it.",
  "seen-once": "Only the newest run shows it, so nobody can say yet whether it stays.",
  flickers: "Now so, now so: look for a race, a cache or one node of several.",
  page: "What came is as before, and the contract demands something else: no change of the server.",
  data: "No change of the server: the things that these cases need are used up or not given.",
  way: "Nothing is said of the server: no answer of it came to these cases.",
  ours: "Nothing is said of the server: these cases were not tried, or are judged otherwise, for reasons of ours.",
};

const SIGNS_OF_RUNS: Readonly<Record<Outcome, string>> = {
  passed: "✓",
  warned: "!",
  failed: "✕",
  errored: "⚡",
  "not-exercised": "–",
};

/** The same in one line. */
export function driftTitle({ runs, findings }: Drift): string {
  const count = findings.filter(({ kind }) => kind === "changed").length;
  const what =
    count === 0
      ? "nothing changed for good"
      : `${count === 1 ? "1 case" : `${count} cases`} changed for good`;
  return `Drift of ${shown(runs.at(-1)?.environment ?? "", 60)}: ${what}`;
}

/**
 * What drifted, as the text of an issue: what changed for good first, with the causes that the newest run gives for it.
 *
 * @param newest the report of the newest run
 */
export function driftMarkdown(drift: Drift, newest: Report): string {
  const sections = DRIFT_KINDS.flatMap((kind) => kindSections(drift, kind, newest));
  const quiet = drift.runs.length > 1 && drift.findings.length === 0;
  const nothing = quiet ? ["Nothing that the newest run shows is other than before."] : [];
  return fitted([opening(drift), ...nothing, ...sections, ...casesSection(drift)], LIMIT);
}

function opening(drift: Drift): string {
  const { runs, repeated } = drift;
  const newest = runs.at(-1);
  const first = runs[0];
  const again =
    "cases" in repeated
      ? `${repeated.cases === 1 ? "1 case that differs was" : `${repeated.cases} cases that differ were`} repeated once.`
      : `Nothing was repeated: ${repeated.none}.`;
  const lines = [
    `Target ${newest?.environment} (${newest?.baseUrl}), newest run ${newest?.startedAt}: ${newest?.verdict}.`,
    `${runs.length === 1 ? "No earlier run is kept, so nothing can be told yet." : `${runs.length} runs are kept, from ${first?.startedAt} on.`} ${again}`,
  ];
  return [
    `# ${markdownText(driftTitle(drift))}`,
    lines.map((line) => markdownText(shown(line, 500))).join("\n"),
  ].join("\n\n");
}

function kindSections({ findings }: Drift, kind: DriftKind, newest: Report): string[] {
  const own = findings.filter((finding) => finding.kind === kind);
  if (own.length === 0) return [];
  const isSilent = kind === "data" || kind === "way" || kind === "ours";
  const all = isSilent ? byReason(own).map(reasonCells) : own.map(cellsOf);
  const head = isSilent ? ["cases", "since", "why"] : ["case", "since", "before", "now", "kept runs", "why"];
  const left = all.length - ROWS;
  const more = left > 0 ? [`… and ${left} more ${isSilent ? "reasons" : "cases"}.`] : [];
  const told = [
    `## ${HEADINGS[kind]} (${own.length})`,
    LEADS[kind],
    markdownRows([head, ...all.slice(0, ROWS)]),
    ...more,
  ].join("\n\n");
  return kind === "changed" || kind === "seen-once" ? [told, ...causesOf(own, newest)] : [told];
}

/** What says nothing of the server mostly does so for one reason, whatever many cases it keeps from saying something. */
function byReason(findings: readonly DriftFinding[]): [DriftFinding, ...DriftFinding[]][] {
  const groups = new Map<string, [DriftFinding, ...DriftFinding[]]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.since, finding.why]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}

function reasonCells(group: readonly [DriftFinding, ...DriftFinding[]]): string[] {
  const [first] = group;
  const named = group.slice(0, 3).map((finding) => shown(finding.case, 120));
  const count = group.length === 1 ? "" : `${group.length} cases, such as `;
  return [`${count}${named.join(", ")}`, first.since, shown(first.why, 300)];
}

function cellsOf(finding: DriftFinding): string[] {
  const { since, before, now, outcomes, why, rate, declared, direction } = finding;
  const often = rate ? `; unusual in ${rate.unusual} of ${rate.runs} runs` : "";
  const known = declared ? "; a declared deviation" : "";
  const better = direction === "better" ? "; nearer to the documents" : "";
  return [
    shown(finding.case, 120),
    since,
    seenText(before),
    seenText(now),
    outcomes.map((outcome) => (outcome === undefined ? "·" : SIGNS_OF_RUNS[outcome])).join(""),
    shown(`${why}${often}${better}${known}`, 300),
  ];
}

/** `400 001_006: code at /response/code`, or how it ended where nothing came. */
function seenText({ answer: { status, code }, violations, outcome }: DriftFinding["now"]): string {
  const came = [status, code].filter((part) => part !== null).join(" ");
  const wrong = violations.length === 0 ? "" : `: ${violations.slice(0, 3).join(", ")}`;
  const more = violations.length > 3 ? ` and ${violations.length - 3} more` : "";
  return shown(`${came === "" ? outcomeWord(outcome) : came}${wrong}${more}`, 200);
}

/** The causes of the newest run that tell of these cases, each with its example in full. */
function causesOf(findings: readonly DriftFinding[], newest: Report): string[] {
  const ids = new Set(findings.map((finding) => finding.case));
  const examples = new Map(newest.cases.map((result) => [result.id, result]));
  const causes = newest.causes
    .filter(({ of }) => of === "server")
    .flatMap((cause) => narrowed(cause, ids, examples));
  return causeSections({ ...newest, causes }, CAUSES_IN_FULL);
}

/** A cause with those of its cases alone that drifted. */
function narrowed(cause: Cause, ids: ReadonlySet<string>, results: ReadonlyMap<string, CaseResult>): Cause[] {
  const cases = cause.cases.filter((id) => ids.has(id) && results.has(id));
  const [first] = cases;
  if (first === undefined) return [];
  return [{ ...cause, cases, ...(ids.has(cause.example.case) ? {} : { example: { case: first } }) }];
}

function casesSection({ added, gone }: Drift): string[] {
  const line = (what: string, ids: readonly string[]): string[] =>
    ids.length === 0
      ? []
      : [
          markdownText(
            `${ids.length === 1 ? `1 case is` : `${ids.length} cases are`} ${what}: ${ids
              .slice(0, 5)
              .map((id) => shown(id, 100))
              .join(", ")}${ids.length > 5 ? ", …" : ""}.`,
          ),
        ];
  const lines = [...line("new", added), ...line("gone", gone)];
  return lines.length === 0
    ? []
    : [["## Cases of the newest run alone, or of the one before it", ...lines].join("\n\n")];
}
