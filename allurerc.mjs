import { readFileSync } from "node:fs";

/**
 * The Allure report: a single file without the network, grouped as the pages are. What is particular to a run stands
 * in the file that KONAPLATE_ALLURE_RUN names (`AllureRun` in reporters/allure/run.ts); without it the report has
 * neither history nor known deviations. The message of a result is the title of its cause, so that a category has a group
 * for each cause.
 */
const path = process.env.KONAPLATE_ALLURE_RUN;
const run = path ? JSON.parse(readFileSync(path, "utf8")) : undefined;
const known = new Set((run?.knownDeviations ?? []).map((deviation) => deviation.case));

/** A label is matched as a regular expression, wherever in it. */
const labelled = (category) => ({ labels: { conformance: `^${category}$` } });
const isKnown = ({ labels }) => labels.some(({ name, value }) => name === "case" && known.has(value));

/**
 * The gate of `allure quality-gate` (which wants Node 22): the run's own verdict, which knows of declared gaps and deviations what
 * counts of results cannot say.
 */
const verdictRule = {
  rule: "verdict",
  message: ({ expected, actual }) =>
    `the verdict is ${actual}, ${expected} is wanted: ${(run?.reasons ?? []).join("; ")}`,
  validate: async ({ expected }) => ({
    success: run?.verdict === expected,
    actual: run?.verdict ?? "not known",
    testResults: [],
  }),
};

/** @type {import("allure").AllureConfig} */
export default {
  name: run?.title ?? "Konaplate conformance",
  ...(run && { historyPath: run.historyPath, historyLimit: 5, variables: run.variables }),
  categories: [
    { id: "known-deviation", name: "Known deviation", matchers: isKnown },
    { id: "security", name: "Server deviates: security", matchers: labelled("security"), expand: true },
    { id: "server-deviates", name: "Server deviates", matchers: labelled("server-deviates"), expand: true },
    { id: "warned-security", name: "Warned: security", matchers: labelled("warned-security"), expand: true },
    { id: "warned", name: "Warned", matchers: labelled("warned"), expand: true },
    {
      id: "contradiction",
      name: "Document contradicts itself",
      matchers: labelled("contradiction"),
      groupByMessage: false,
    },
    {
      id: "no-evidence",
      name: "No evidence",
      matchers: [labelled("no-evidence"), { statuses: ["skipped"] }],
    },
    { id: "way-broke", name: "The way to the server broke", matchers: labelled("way-broke") },
    {
      id: "suite-broke",
      name: "The suite broke",
      matchers: [labelled("suite-broke"), { statuses: ["broken", "unknown"] }],
    },
  ],
  ...(known.size > 0 && {
    resolutions: {
      knownIssuesPath: run.knownIssuesPath,
      rules: run.knownDeviations.map((deviation) => ({
        resolution: "accepted",
        testCaseId: [deviation.case],
        comment: deviation.comment,
      })),
    },
  }),
  qualityGate: { rules: [{ id: "verdict", verdict: "conformant" }], use: [verdictRule] },
  plugins: {
    awesome: {
      options: { singleFile: true, reportLanguage: "en", groupBy: ["epic", "feature", "story"] },
    },
  },
};
