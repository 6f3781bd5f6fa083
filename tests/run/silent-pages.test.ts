import { expect, it } from "vitest";
import type { PlainAnswer, RequestContext, SealedAnswer } from "../../sandbox/alteration.ts";
import { type SandboxOptions, startSandbox } from "../../sandbox/server.ts";
import { shareNames } from "../support/share.ts";
import { runCases, settingsOf, suite } from "./run-cases.ts";

type Change = (answer: PlainAnswer, context: RequestContext) => Partial<PlainAnswer>;

/** Has other codes where the pages have none. */
const otherCodes: Change = ({ code, status }, { request }) => {
  const isOpen = /^(002_00[12]|001_050|001_05[789]|001_06[01])$/.test(code);
  return status === 400 && request && isOpen ? { code: `099_${code.slice(4)}` } : {};
};

const furtherFields: Change = ({ payload }) => ({ payload: { ...payload, trace: "x1" } });

const refusesUnlistedFields: Change = (_answer, { request }) =>
  request && Object.hasOwn(request, "konaplateConformance")
    ? {
        status: 400,
        code: "000_002",
        message: "Invalid input parameter. konaplateConformance",
        payload: {},
        encrypted: false,
      }
    : {};

/** Refuses wrong headers with a page of HTML. */
function unauthorized(wire: SealedAnswer, { request }: RequestContext): SealedAnswer {
  if (request) return wire;
  const body = Buffer.from("<html><body>Unauthorized</body></html>");
  return {
    status: 401,
    headers: [
      ["Content-Type", "text/html"],
      ["Content-Length", String(body.length)],
    ],
    body,
  };
}

/** They keep to every documented line and differ only where the pages are silent, in all ways that go together. */
const SILENT: readonly (readonly [differs: string, options: SandboxOptions])[] = [
  ["encrypts its errors", { encryptErrors: true }],
  [
    "has other codes and further fields, refuses unlisted ones, and wrong headers with HTML",
    {
      alter: {
        sealed: unauthorized,
        plain: (answer, context) => {
          const open = { ...answer, ...otherCodes(answer, context), ...furtherFields(answer, context) };
          return { ...open, ...refusesUnlistedFields(open, context) };
        },
      },
    },
  ],
];

it.each(SILENT)("a server that %s conforms, in every kind of case", async (_differs, options) => {
  const sandbox = await startSandbox(options);
  try {
    const settings = settingsOf({ ...sandbox.settings }, shareNames(suite.plan.cases));
    const report = await runCases({ ...settings, embedded: true });
    const bad = report.cases
      .filter(({ outcome }) => outcome !== "passed")
      .map(({ id, outcome }) => `${id} ${outcome}`);
    expect([report.verdict, bad]).toEqual(["conformant", []]);
  } finally {
    await sandbox.close();
  }
});
