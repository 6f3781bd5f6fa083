import { markdownTable } from "markdown-table";
import { perCase, ratios, type Spread, shownSpread, spreadOf } from "./figures.ts";
import {
  type Circumstances,
  CONTESTANTS,
  type Contestant,
  type ScaleSeries,
  type Sealing,
  type Series,
  type Taken,
} from "./model.ts";

const FORMS: readonly Sealing[] = ["plain", "encrypted"];
const KIB = 1024;
const MIB = KIB * KIB;

/** What of a round is compared. */
const MEASURES = [
  ["wall time", ({ wall }: Taken) => wall],
  ["processor time", ({ processor }: Taken) => processor],
] as const;

export interface Measured {
  readonly circumstances: Circumstances;
  readonly series: readonly Series[];
  readonly scale: readonly ScaleSeries[];
}

/** The page of the benchmark. Written by the command from what it measured, and by nobody's hand. */
export function renderPage({ circumstances, series, scale }: Measured): string {
  const sections = [
    `<!-- Written by ${circumstances.command}. -->`,
    "# Benchmark",
    explanation(circumstances, Math.max(1, ...series.map((each) => each.rounds.length))),
    factsTable(circumstances),
    ...FORMS.flatMap((form) => formSection(form, series)),
    ...(scale.length > 0 ? scaleSection(scale) : []),
  ];
  return `${sections.join("\n\n")}\n`;
}

function explanation({ peers }: Circumstances, rounds: number): string {
  const withPeers = peers.length > 0;
  const told =
    rounds > 1
      ? "Times are medians, with the range over the\nrounds; a ratio is taken round by round."
      : "One round was measured, so that no figure has a range.";
  const others = `- *pactum* and *newman*: send requests that were signed for them beforehand and look at status and code, pactum 8 at once and newman
  one after the other. They neither encrypt nor open what is encrypted, so they have no part in the second table;
`;
  return `The same scenarios against the same stub, the embedded sandbox in a process of its own, by ${withPeers ? "four" : "two"} programs that take turns
in each round, so that whatever else the machine does weighs on all of them alike. ${told}

- *bare loop*: builds, signs, encrypts, sends, opens and validates (${withPeers ? "undici" : "Node's own fetch"}, jose, ajv), 8 requests in flight, and reports nothing;
${withPeers ? others : ""}- *suite*: \`konaplate run\` over these scenarios, 8 requests in flight, with its opening requests, controls, all rules and every
  report.

Start-up is the time to the first request at the stub. Memory is that of the largest process. Peers: ${withPeers ? peers.join(", ") : "none were installed"}.`;
}

function factsTable({
  command,
  at,
  suite,
  commit,
  node,
  system,
  processors,
  memory,
  load,
}: Circumstances): string {
  return table(
    [
      ["command", `\`${command}\``],
      ["measured", at],
      ["suite", commit === undefined ? suite : `${suite}, commit ${commit}`],
      ["Node", node],
      ["system", system],
      ["processors", processors],
      ["memory", memory],
      ["load before and after", load.map((each) => each.toFixed(1)).join(", ")],
    ],
    ["", ""],
  );
}

function formSection(form: Sealing, all: readonly Series[]): string[] {
  const series = all.filter((each) => each.form === form);
  if (series.length === 0) return [];
  const marginal = marginalRows(series);
  return [
    `## ${form === "plain" ? "Plain" : "Encrypted"} scenarios`,
    table(series.map(timesRow), [
      "scenarios",
      "program",
      "wall s",
      "start-up s",
      "exchanges s",
      "processor s",
      "peak MiB",
    ]),
    "How many times the other program the suite takes:",
    table(ratioRows(series), ["scenarios", "held against", ...MEASURES.map(([name]) => name), "exchanges"]),
    ...(marginal.length > 0
      ? [
          "One more scenario, in milliseconds, and how many times the other program's that of the suite is:",
          table(marginal, [
            "from, to",
            "program",
            "wall ms",
            "processor ms",
            "suite, wall",
            "suite, processor",
          ]),
        ]
      : []),
  ];
}

function timesRow({ cases, contestant, rounds }: Series): string[] {
  const told = (of: (taken: Taken) => number | undefined, digits: number): string => {
    const values = rounds.flatMap((taken) => of(taken) ?? []);
    return values.length === 0 ? "" : shownSpread(spreadOf(values), digits);
  };
  return [
    String(cases),
    contestant,
    told(({ wall }) => wall, 2),
    told(({ startUp }) => startUp, 2),
    told(({ exchanges }) => exchanges, 2),
    told(({ processor }) => processor, 2),
    told(({ peak }) => peak, 0),
  ];
}

function ratioRows(series: readonly Series[]): string[][] {
  return series
    .filter(({ contestant }) => contestant !== "suite")
    .flatMap((other) => {
      const suite = series.find(({ contestant, cases }) => contestant === "suite" && cases === other.cases);
      if (!suite) return [];
      const cells = MEASURES.map(([, of]) =>
        shownSpread(spreadOf(ratios(suite.rounds.map(of), other.rounds.map(of))), 1),
      );
      return [[String(other.cases), other.contestant, ...cells, exchangeRatio(suite.rounds, other.rounds)]];
    });
}

/** Of the time between the first request and the last, which leaves out what starts before and what is reported afterwards. */
function exchangeRatio(suite: readonly Taken[], other: readonly Taken[]): string {
  const [own, theirs] = [suite, other].map((rounds) => rounds.flatMap(({ exchanges }) => exchanges ?? []));
  if (!own || !theirs || own.length === 0 || own.length !== theirs.length) return "";
  return theirs.some((seconds) => seconds <= 0)
    ? "lost in the noise"
    : shownSpread(spreadOf(ratios(own, theirs)), 1);
}

interface Marginal {
  readonly sizes: string;
  readonly contestant: Contestant;
  readonly costs: readonly (readonly number[])[];
}

function marginalRows(series: readonly Series[]): string[][] {
  const marginals = CONTESTANTS.flatMap((contestant) => {
    const own = series
      .filter((each) => each.contestant === contestant)
      .toSorted((one, other) => one.cases - other.cases);
    return own.slice(1).map((many, place) => marginalOf(own[place] ?? many, many));
  });
  return marginals.map(({ sizes, contestant, costs }) => {
    const suite = marginals.find((each) => each.contestant === "suite" && each.sizes === sizes);
    const cells = costs.map((cost) => shownSpread(inMilliseconds(cost), 2));
    const times = costs.map((cost, place) => timesOf(suite?.costs[place], cost, contestant));
    return [sizes, contestant, ...cells, ...times];
  });
}

function marginalOf(few: Series, many: Series): Marginal {
  return {
    sizes: `${few.cases}, ${many.cases}`,
    contestant: many.contestant,
    costs: MEASURES.map(([, of]) =>
      perCase(
        { cases: few.cases, seconds: few.rounds.map(of) },
        { cases: many.cases, seconds: many.rounds.map(of) },
      ),
    ),
  };
}

function inMilliseconds(seconds: readonly number[]): Spread {
  return spreadOf(seconds.map((each) => each * 1000));
}

/** Noise that is larger than the cost itself leaves nothing to divide by. */
function timesOf(
  suite: readonly number[] | undefined,
  other: readonly number[],
  contestant: Contestant,
): string {
  if (!suite || contestant === "suite") return "";
  if (other.some((cost) => cost <= 0)) return "lost in the noise";
  return shownSpread(spreadOf(ratios(suite, other)), 1);
}

function scaleSection(scale: readonly ScaleSeries[]): string[] {
  const rows = scale.map(({ operations, cases, rounds, left }) => [
    String(operations),
    String(cases),
    shownSpread(spreadOf(rounds.map(({ wall }) => wall)), 1),
    shownSpread(spreadOf(rounds.map(({ processor }) => processor)), 1),
    shownSpread(spreadOf(rounds.map(({ peak }) => peak)), 0),
    (left.report / MIB).toFixed(1),
    (left.firstPage / KIB).toFixed(0),
    String(left.terminal),
  ]);
  const head = ["operations", "cases", "wall s", "processor s", "peak MiB"];
  return [
    "## The whole suite",
    "Every case of the five documented operations and of made-up ones beside them, with every report, on an embedded sandbox of the\nrun's own, which counts. The last three columns are of what it leaves: conformance.json, the first page of the documentation,\nthe characters on the terminal.",
    table(rows, [...head, "report MiB", "docs' first page KiB", "terminal"]),
  ];
}

function table(rows: readonly (readonly string[])[], head: readonly string[]): string {
  return markdownTable([head, ...rows].map((row) => [...row]));
}
