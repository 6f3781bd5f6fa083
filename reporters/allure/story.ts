import type { CaseResult } from "../../src/results/case-result.ts";

const STORIES: Readonly<Record<string, string>> = {
  form: "Right requests in other forms",
  right: "Right requests with other values",
  variety: "Right requests with other values",
  "wrong-key": "One key value wrong",
  again: "The same asked for again",
  journey: "Journeys",
};

/** What a case is about within its operation: many cases have one story, and each story reads as a sentence of its own. */
export function storyOf({ id, operation, kind }: Pick<CaseResult, "id" | "operation" | "kind">): string {
  if (kind === "documented") return "Documented scenarios";
  if (kind === "traffic") return "Recorded traffic";
  const name = id.startsWith(`${operation}/`) ? id.slice(operation.length + 1) : id;
  const [part = "", subject = ""] = name.split(".");
  if (part === "body") return `Field ${subject}`;
  if (part === "header") return subject === "encryption" ? "Encryption" : `Header ${subject}`;
  return STORIES[part] ?? (kind === "journey" ? "Journeys" : "Other derived cases");
}
