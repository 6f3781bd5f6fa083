/**
 * The suite as a library: start the reference server, run cases, read a report. The JSON Schema of a report is
 * `konaplate-conformance/schema.json`. What a run is told comes from variables and files, as for `konaplate run`.
 */
export { type RunningSandbox, type SandboxOptions, startSandbox } from "../../sandbox/server.ts";
export type { CaseResult, Violation } from "../results/case-result.ts";
export type { Report } from "../results/model.ts";
export { readReport } from "./read-report.ts";
export { runConformance } from "./run-conformance.ts";
export type { CommandInput } from "./run-settings.ts";
