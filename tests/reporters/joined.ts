import { renderJson } from "../../reporters/conformance-json.ts";
import { ctrfPieces } from "../../reporters/ctrf.ts";
import { junitPieces } from "../../reporters/junit.ts";
import type { CaseResult } from "../../src/results/case-result.ts";
import type { Report } from "../../src/results/model.ts";

/** Reports that are written in pieces, as one text. */

export function renderJunit(report: Report): string {
  return [...junitPieces(report)].join("");
}

export function renderCtrf(report: Report): string {
  return [...ctrfPieces(report)].join("");
}

/** conformance.json and its lines of details, put together again by what the former says of the latter. */
export function wholeReport(report: Report): Report {
  const { report: text, details } = renderJson(report);
  const bytes = Buffer.from(details);
  const whole = (made: Written): object => {
    if (!made.details) return made;
    const { details: place, sent: _sent, ...rest } = made;
    const line = JSON.parse(bytes.toString("utf8", place.from, place.from + place.bytes));
    const { case: ofCase, control, ...apart } = line;
    if (made.id !== (ofCase ?? control)) throw new Error(`the details of ${made.id} are not at their place`);
    return { ...rest, ...apart };
  };
  const { cases, controls, ...rest } = JSON.parse(text);
  return { ...rest, cases: cases.map(whole), controls: controls.map(whole) };
}

type Written = Pick<CaseResult, "id"> & {
  readonly details?: { readonly from: number; readonly bytes: number };
  readonly sent?: unknown;
};
