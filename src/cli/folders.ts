import { fileURLToPath } from "node:url";

/** Folders of the project itself, wherever it is started from. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const SCHEMA_DIR = fileURLToPath(new URL("../../schemas", import.meta.url));
export const CASES_DIR = fileURLToPath(new URL("../../cases", import.meta.url));
