import type { Case } from "../cases/model.ts";
import { composeBody } from "../cases/request-body.ts";
import { headerValues } from "../checks/headers-of.ts";
import { findOperation } from "../contract/find.ts";
import type { Operation } from "../contract/model.ts";
import { isJsonObject, type JsonObject } from "../exact/json.ts";
import type { RecordedStep } from "../results/model.ts";
import { type OpenedBody, openBody } from "../wire/open-body.ts";
import type { WireResponse } from "../wire/transport.ts";
import { TransportFault } from "../wire/transport-fault.ts";
import type { RunContext } from "./context.ts";
import { requestFaults } from "./own-request.ts";
import { type SealedRequest, sealRequest } from "./seal.ts";

/** One request of a case with what became of it. */
export interface Attempt {
  readonly operation: Operation;
  readonly body: JsonObject;
  readonly sealed: SealedRequest;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly steps: readonly RecordedStep[];
  /** What is wrong with our own request; it was not sent then. */
  readonly requestFaults: readonly string[];
  readonly response?: WireResponse;
  readonly opened?: OpenedBody;
  readonly fault?: TransportFault;
}

/** Times the steps of an attempt as they are taken. */
class Steps {
  readonly taken: RecordedStep[] = [];

  async take<T>(name: RecordedStep["name"], step: () => T | Promise<T>): Promise<T> {
    const startedAt = Date.now();
    let ok = false;
    try {
      const result = await step();
      ok = true;
      return result;
    } finally {
      this.taken.push({ name, startedAt, endedAt: Date.now(), ok });
    }
  }
}

/** Builds, seals, sends and opens one request of a case. What breaks on the way is part of the attempt. */
export async function attempt(row: Case, context: RunContext): Promise<Attempt> {
  const { settings, target, contract } = context;
  const operation = findOperation(contract, row.operation);
  const validators = context.validators.get(row.operation);
  if (!operation || !validators) throw new Error(`the contract has no operation ${row.operation}`);
  const steps = new Steps();
  const startedAt = new Date();
  const body = await steps.take("build", () =>
    composeBody(row, {
      requestSchema: validators["request-body"].schema,
      tableBody: context.plan.bodies.get(row.operation) ?? {},
      testData: settings.testData,
      seed: settings.seed,
      fresh: context.fresh,
    }),
  );
  const sealed = await steps.take("seal", () => sealRequest(operation, body, settings, target));
  const faults = requestFaults(row, body, sealed.headers, validators, environmentFields(row, context));
  const begun = { operation, body, sealed, startedAt, requestFaults: faults };
  const ended = (): Pick<Attempt, "durationMs" | "steps"> => ({
    durationMs: Date.now() - startedAt.getTime(),
    steps: steps.taken,
  });
  if (faults.length > 0) return { ...begun, ...ended() };
  try {
    const response = await steps.take("send", () => context.transport.send(sealed));
    const opened = await steps.take("open", () =>
      openBody(response.body, target.credentials.clientPrivateKey),
    );
    return { ...begun, ...ended(), response, opened };
  } catch (error) {
    if (!(error instanceof TransportFault)) throw error;
    return { ...begun, ...ended(), fault: error };
  }
}

function environmentFields(row: Case, { settings }: RunContext): ReadonlySet<string> {
  const data = settings.testData[row.operation] ?? {};
  return new Set([...Object.keys(data["*"] ?? {}), ...Object.keys(data[row.name] ?? {})]);
}

/**
 * Whether an answer comes from the API at all. A proxy's page, a redirect to a log-in or an empty 204 bears neither
 * a correlation id nor JSON; it says something of the way to the server and nothing of the server.
 */
export function isForeign({ response, opened }: Attempt): boolean {
  if (!response) return false;
  if (headerValues(response.headers, "X-KM-Correlation-Id").length > 0) return false;
  const [type = ""] = headerValues(response.headers, "Content-Type");
  return !/json/i.test(type) && !isJsonObject(opened?.outer);
}
