import type { Carried, Case, JourneyStep } from "../cases/model.ts";
import { findOperation } from "../contract/find.ts";
import type { Contract } from "../contract/model.ts";
import { fromPointer, type Json, type JsonObject, toPointer } from "../exact/json.ts";

/** Where the OpenAPI document stands that the workflows refer to, from where this one does. */
const OPENAPI_FILE = "openapi.json";

/**
 * The documented scenarios and the journeys as Arazzo 1.0 workflows: what is sent, what has to come back, and what one
 * request hands to the next. Values that only the target's owner knows are the inputs of a workflow. Headers are those
 * of the OpenAPI document; the token is made anew for each request.
 */
export function exportArazzo(contract: Contract, cases: readonly Case[]): JsonObject {
  const told = cases.filter(({ kind }) => kind === "documented" || kind === "journey");
  return {
    arazzo: "1.0.1",
    info: {
      title: "Konaplate wallet API: documented scenarios and journeys",
      version: contract.digest.slice(0, 12),
      description:
        "Requests are signed and, where the OpenAPI document says x-encrypted, encrypted as the guidelines describe; payloads are shown in the clear.",
    },
    sourceDescriptions: [{ name: "konaplate", url: OPENAPI_FILE, type: "openapi" }],
    workflows: told.map((row) => workflow(row, contract)),
  };
}

function workflow(row: Case, contract: Contract): JsonObject {
  const steps = row.steps ?? [soleStep(row)];
  const inputs = new Set<string>();
  const id = row.id.replaceAll(/[^A-Za-z0-9_-]+/g, "-");
  const described = steps.map((step) => stepObject(step, { id, steps }, contract, inputs));
  return {
    workflowId: id,
    summary: row.title,
    ...(inputs.size > 0 && {
      inputs: {
        type: "object",
        properties: Object.fromEntries([...inputs].map((name): [string, Json] => [name, {}])),
        required: [...inputs],
      },
    }),
    steps: described,
  };
}

function soleStep(row: Case): JourneyStep {
  return { name: "request", row, carry: new Map(), together: 1, cleanup: false };
}

interface Workflow {
  readonly id: string;
  readonly steps: readonly JourneyStep[];
}

/** Readers of the standard look a step up in the whole document, so that its id is one of the whole document. */
function stepId({ id }: Workflow, name: string): string {
  return `${id}-${name}`;
}

function stepObject(
  step: JourneyStep,
  within: Workflow,
  contract: Contract,
  inputs: Set<string>,
): JsonObject {
  const { row } = step;
  const handedOn = within.steps
    .flatMap(({ carry }) => [...carry.values()])
    .filter((carried) => carried.step === step.name);
  const outputs = handedOn.map((carried): [string, Json] => [
    outputName(carried),
    `$${carried.side}.body#${carried.pointer}`,
  ]);
  const inner = [...row.request.set]
    .filter(([pointer]) => fromPointer(pointer).length > 1)
    .map(([target, value]): Json => ({ target, value }));
  return {
    stepId: stepId(within, step.name),
    description: step.together > 1 ? `${row.title}; sent ${step.together} times at once` : row.title,
    operationId: row.operation,
    requestBody: {
      contentType: "application/json",
      payload: payload(step, handedOn, within, contract, inputs),
      ...(inner.length > 0 && { replacements: inner }),
    },
    // What is observed alone has no criterion.
    ...(criteria(row, contract).length > 0 && { successCriteria: criteria(row, contract) }),
    ...(outputs.length > 0 && { outputs: Object.fromEntries(outputs) }),
  };
}

/** What the case sets, what an earlier step hands on, and inputs for every other field that has to be there. */
function payload(
  { row, carry }: JourneyStep,
  handedOn: readonly Carried[],
  within: Workflow,
  contract: Contract,
  inputs: Set<string>,
): JsonObject {
  const { set, omit } = row.request;
  const fields = findOperation(contract, row.operation)?.request ?? [];
  const needed = fields
    .filter(({ name, presence }) => presence === "required" || row.data.includes(name))
    .map(({ name }) => toPointer([name]));
  const body: Record<string, Json> = {};
  // What a later request takes from this one is in it.
  const sent = handedOn.filter(({ side }) => side === "request").map(({ pointer }) => pointer);
  for (const pointer of [...needed, ...sent, ...set.keys(), ...carry.keys()]) {
    const [name = "", ...inner] = fromPointer(pointer);
    const carried = carry.get(pointer);
    if (omit.includes(pointer)) continue;
    if (carried) body[name] = `$steps.${stepId(within, carried.step)}.outputs.${outputName(carried)}`;
    else if (inner.length === 0 && set.has(pointer)) body[name] = set.get(pointer) ?? null;
    else if (!(name in body)) {
      inputs.add(name);
      body[name] = `$inputs.${name}`;
    }
  }
  return body;
}

function outputName({ pointer }: Carried): string {
  return fromPointer(pointer).join("_");
}

function criteria({ expected }: Case, { envelope }: Contract): Json[] {
  const { status, code, demand } = expected;
  const carriesCode = `$response.body#${envelope.codePointer}`;
  const isRefused = demand?.kind === "refusal" || demand?.kind === "no-success";
  return [
    ...(status === null ? [] : [{ condition: `$statusCode == ${status}` }]),
    ...(code === null ? [] : [{ condition: `${carriesCode} == '${code}'` }]),
    ...(code === null && isRefused ? [{ condition: `${carriesCode} != '${envelope.successCode}'` }] : []),
  ];
}
