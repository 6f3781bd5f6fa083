/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { CaseResult, Outcome } from "../../src/results/case-result.ts";
import { violationLine } from "../../src/results/violation-text.ts";
import { CaseFilter, rowFacts } from "./filter.tsx";
import { CaseLink, DocsSection, OutcomeMark, Table } from "./marks.tsx";
import type { Docs } from "./model.ts";

const TROUBLES_SHOWN = 50;
const CASES_NAMED = 5;
const VALUE = 120;
const WEIGHTS: readonly Outcome[] = ["failed", "errored", "warned"];

/** Cases with something to tell one by one; those that were not exercised by what they lack in common. */
export function NotPassed({
  docs,
  cases,
}: {
  readonly docs: Docs;
  readonly cases: readonly CaseResult[];
}): JSX.Element {
  const sorted = WEIGHTS.flatMap((outcome) => cases.filter((result) => result.outcome === outcome));
  const left = cases.filter(({ outcome }) => outcome === "not-exercised");
  const reasonOf = ({ id, reason = "no reason was given" }: CaseResult): string =>
    docs.causes.get(id)?.find(({ effect }) => effect === "no-evidence")?.title ?? reason;
  const reasons = [...new Set(left.map(reasonOf))].slice(0, TROUBLES_SHOWN);
  const shown = sorted.slice(0, TROUBLES_SHOWN);
  const untold = left.filter((result) => !reasons.includes(reasonOf(result))).length;
  const more = sorted.length - shown.length + untold;
  return (
    <DocsSection id="not-passed" title="What did not pass">
      <CaseFilter of="not-passed" cases={[...shown, ...left]} />
      <Table label="Cases that did not pass" head={["Outcome", "Case", "Why"]} stack>
        {shown.map((result) => (
          <Trouble key={result.id} cases={[result]} why={whyText(result)} />
        ))}
        {reasons.map((reason) => (
          <Trouble key={reason} cases={left.filter((result) => reasonOf(result) === reason)} why={reason} />
        ))}
      </Table>
      {more > 0 && <p class="note">{more} more stand on the pages of their operations.</p>}
    </DocsSection>
  );
}

interface TroubleProps {
  readonly cases: readonly CaseResult[];
  readonly why: string;
}

function Trouble({ cases, why }: TroubleProps): JSX.Element {
  const [first] = cases;
  return (
    <tr {...(first && rowFacts(first))}>
      <td>
        <OutcomeMark outcome={first?.outcome ?? "not-exercised"} />
      </td>
      <td class="cases">
        {cases.slice(0, CASES_NAMED).map((result) => (
          <CaseLink key={result.id} result={result} />
        ))}
        {cases.length > CASES_NAMED && `and ${cases.length - CASES_NAMED} more`}
      </td>
      <td class="prose break">{why}</td>
    </tr>
  );
}

function whyText({ violations, reason }: CaseResult): string {
  const judged = violations.filter(({ level }) => level !== "observed");
  const [first] = judged;
  if (!first) return reason ?? "no reason was given";
  const more = judged.length > 1 ? ` (and ${judged.length - 1} more)` : "";
  return `${violationLine(first, VALUE)}${more}`;
}
