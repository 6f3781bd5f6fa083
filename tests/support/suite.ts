import { loadSuite } from "../../src/run/suite.ts";

/** The suite's own contract, cases and validators, read once for all files of a worker. */
export const suite = loadSuite();
