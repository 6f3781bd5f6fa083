import { createConfig, lintFromString } from "@redocly/openapi-core";

/** What a public validator finds wrong in an OpenAPI or Arazzo document, one line per problem. */
export async function problemsOf(source: string): Promise<string[]> {
  const config = await createConfig({
    rules: { struct: "error", "no-unresolved-refs": "error", spec: "error" },
    arazzo1Rules: {
      "outputs-defined": "error",
      "stepId-unique": "error",
      "workflowId-unique": "error",
      "sourceDescription-name-unique": "error",
      "parameters-unique": "error",
      "step-onSuccess-unique": "error",
    },
  });
  const problems = await lintFromString({ source, config });
  return problems.map(({ message, location }) => `${location[0]?.pointer ?? ""}: ${message}`);
}
