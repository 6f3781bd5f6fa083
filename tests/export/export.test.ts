import { describe, expect, it } from "vitest";
import { loadPlan } from "../../src/cases/plan.ts";
import { isJsonObject, type Json, stringifyJson, valueAt } from "../../src/exact/json.ts";
import { exportArazzo } from "../../src/export/arazzo.ts";
import { exportOpenApi } from "../../src/export/openapi.ts";
import { OWN_FOLDERS } from "../../src/run/suite.ts";
import { suite } from "../support/suite.ts";
import { problemsOf } from "./public-validator.ts";

const { contract } = suite;
const { cases } = loadPlan(contract, OWN_FOLDERS.cases);
const openapi = exportOpenApi({ contract, server: "https://partner.example/open-api" });
const arazzo = exportArazzo(contract, cases);

describe("the contract as OpenAPI 3.1", () => {
  it("holds for a public validator, which would find a fault", async () => {
    expect(await problemsOf(stringifyJson(openapi))).toEqual([]);
    const broken = stringifyJson(openapi).replace('"responses"', '"answers"');
    expect(await problemsOf(broken)).not.toEqual([]);
  });

  it("stands by itself: every reference is within, and no schema names a dialect or an id of its own", () => {
    const text = stringifyJson(openapi);
    const refs = [...text.matchAll(/"\$ref":\s*"([^"]+)"/g)].map(([, ref = ""]) => ref);
    expect(refs.length).toBeGreaterThan(10);
    for (const ref of refs) expect(valueAt(openapi, ref.replace(/^#/, "")), ref).toBeDefined();
    expect(text).not.toMatch(/"\$(?:id|schema)"/);
  });

  it("has every operation under its method, with clauses, security and the server that was named", () => {
    for (const { id, path, method } of contract.operations) {
      const found = isJsonObject(openapi.paths) ? openapi.paths[path] : undefined;
      expect(isJsonObject(found) && valueAt(found, `/${method.toLowerCase()}/operationId`)).toBe(id);
    }
    expect(valueAt(openapi, "/servers/0/url")).toBe("https://partner.example/open-api");
    expect(valueAt(openapi, "/components/securitySchemes/tranToken/in")).toBe("header");
    const userId = valueAt(
      openapi,
      "/components/schemas/membership-cancellation.request-body/properties/userId",
    );
    expect(stringifyJson(userId ?? null)).toContain("9999999999999999999");
    expect(stringifyJson(userId ?? null)).toContain("membership-cancellation#request.userId.max");
  });
});

describe("scenarios and journeys as Arazzo 1.0", () => {
  const workflow = (id: string): Json | undefined => {
    const { workflows } = arazzo;
    return Array.isArray(workflows)
      ? workflows.find((each) => isJsonObject(each) && each.workflowId === id)
      : undefined;
  };

  it("hold for a public validator, which would find a fault", async () => {
    expect(await problemsOf(stringifyJson(arazzo))).toEqual([]);
    const broken = stringifyJson(arazzo).replace('"stepId"', '"step"');
    expect(await problemsOf(broken)).not.toEqual([]);
    const unknown = stringifyJson(arazzo).replaceAll('.outputs.userId"', '.outputs.memberId"');
    expect((await problemsOf(unknown)).join()).toContain("memberId");
  });

  it("hand on only what an earlier request of theirs bears", () => {
    const again = workflow("user-register-journey-registered-then-in-use");
    expect(valueAt(again, "/steps/0/requestBody/payload/ci")).toBe("$inputs.ci");
    expect(valueAt(again, "/steps/0/outputs/ci")).toBe("$request.body#/ci");
  });

  it("are each documented case and each journey, once", () => {
    const { workflows } = arazzo as unknown as { workflows: readonly { workflowId: string }[] };
    const ids = workflows.map(({ workflowId }) => workflowId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(cases.filter(({ kind }) => kind === "documented" || kind === "journey").length);
  });

  it("say what is sent, what is handed on, and what has to come back", () => {
    const zero = workflow("membership-cancellation-user-id-zero");
    expect(valueAt(zero, "/steps/0/requestBody/payload/userId")).toMatchObject({ value: "0" });
    expect(valueAt(zero, "/steps/0/successCriteria")).toEqual([
      { condition: "$statusCode == 400" },
      { condition: "$response.body#/response/code == '000_003'" },
    ]);
    const leaving = workflow("membership-cancellation-journey-registered-member-leaves");
    expect(valueAt(leaving, "/steps/0/outputs")).toEqual({ userId: "$response.body#/userId" });
    expect(valueAt(leaving, "/steps/2/requestBody/payload/userId")).toBe(
      "$steps.membership-cancellation-journey-registered-member-leaves-register.outputs.userId",
    );
    expect(stringifyJson(leaving ?? null)).toContain("$inputs.");
  });
});
