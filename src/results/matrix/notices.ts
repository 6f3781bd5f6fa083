import type { Report } from "../model.ts";
import type { MatrixTarget, PageColumn } from "./model.ts";

/** What keeps the columns from being compared as they stand. */
export function noticesOf(
  reports: readonly Report[],
  targets: readonly MatrixTarget[],
  page: PageColumn | undefined,
): string[] {
  return [
    ...apart(targets, ({ suite }) => suite, "different versions of the suite"),
    ...apart(targets, ({ contractDigest }) => contractDigest.slice(0, 16), "different contracts"),
    ...pageNotice(targets, page),
    ...apart(targets, ({ seed }) => seed, "different seeds, so that generated values differ"),
    ...sameTarget(targets),
    ...reports.flatMap((report, index) => ownNotices(report, targets[index]?.name ?? "")),
  ];
}

/** Names the targets by what they differ in. */
function apart(
  targets: readonly MatrixTarget[],
  of: (target: MatrixTarget) => string,
  what: string,
): string[] {
  if (new Set(targets.map(of)).size < 2) return [];
  return [`The runs had ${what}: ${targets.map((target) => `${target.name} ${of(target)}`).join(", ")}.`];
}

function pageNotice(targets: readonly MatrixTarget[], page: PageColumn | undefined): string[] {
  if (!page) return [];
  const others = targets.filter(({ contractDigest }) => contractDigest !== page.contractDigest);
  if (others.length === 0) return [];
  const names = others.map(({ name }) => name).join(", ");
  return [
    `The column of the page is the contract of today (${page.contractDigest.slice(0, 16)}); another one judged ${names}.`,
  ];
}

function sameTarget(targets: readonly MatrixTarget[]): string[] {
  const urls = targets.filter(({ name }) => !name.startsWith("embedded")).map(({ baseUrl }) => baseUrl);
  const twice = urls.find((url, index) => urls.indexOf(url) !== index);
  return twice === undefined ? [] : [`Two of the runs went to the same target, ${twice}.`];
}

function ownNotices({ halted, cases, verdict }: Report, name: string): string[] {
  if (halted) return [`${name} says nothing: its run sent its opening requests alone (${halted.reason}).`];
  const silent = cases.filter(({ outcome }) => outcome === "errored" || outcome === "not-exercised").length;
  if (verdict !== "incomplete" || silent === 0) return [];
  return [`The run of ${name} is incomplete: ${silent} of its ${cases.length} cases say nothing.`];
}
