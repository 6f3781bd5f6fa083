import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";

/** Where a JSON text does not meet a published schema, one line each. */
export type Problems = (text: string) => string[];

type AnyAjv = Pick<Ajv, "compile" | "errorsText">;

function problemsBy(ajv: AnyAjv, file: string): Problems {
  const path = fileURLToPath(new URL(`../../node_modules/${file}`, import.meta.url));
  const validate = ajv.compile(JSON.parse(readFileSync(path, "utf8")));
  return (text) => {
    validate(JSON.parse(text));
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
  };
}

/** The schema of the Common Test Report Format, as its own package has it. */
export function ctrfProblems(): Problems {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return problemsBy(ajv, "ctrf/dist/ctrf-schema-0.0.json");
}

/** The schema of SARIF 2.1.0, as a package of matchers for it has it. */
export function sarifProblems(): Problems {
  const ajv = new AjvDraft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv as unknown as Ajv);
  return problemsBy(ajv as unknown as AnyAjv, "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
}
