import type { Case } from "../cases/model.ts";
import { findOperation } from "../contract/find.ts";
import { requestFaults } from "../request/request-check.ts";
import { sealRequest } from "../request/seal.ts";
import type { RecordedStep } from "../results/exchange.ts";
import { openBody } from "../wire/open-body.ts";
import type { WireRequest, WireResponse } from "../wire/transport.ts";
import { TransportFault } from "../wire/transport-fault.ts";
import type { Attempt } from "./attempt-model.ts";
import { buildBody } from "./build-body.ts";
import type { RunContext } from "./context.ts";
import { noteServed } from "./used-up.ts";

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
  const body = await steps.take("build", () => buildBody(row, context));
  const sealed = await steps.take("seal", () => sealRequest(operation, body, settings, target, row));
  const faults = requestFaults(row, body, sealed.headers, validators, environmentFields(row, context));
  const servedBefore = faults.length === 0 ? context.servedOnce.note(operation, body) : [];
  if (faults.length === 0) noteServed(row, operation, body, context);
  const { moment } = context.earlier;
  const begun = { operation, body, sealed, startedAt, moment, servedBefore, requestFaults: faults };
  const ended = (): Pick<Attempt, "durationMs" | "steps"> => ({
    durationMs: Date.now() - startedAt.getTime(),
    steps: steps.taken,
  });
  if (faults.length > 0) return { ...begun, ...ended() };
  const settle = context.changes.depart({
    row,
    operation,
    body,
    correlationId: sealed.correlationId,
    at: startedAt,
  });
  let made: Attempt | undefined;
  try {
    await context.meet?.();
    made = await exchange();
  } finally {
    settle(made);
  }
  return made;

  async function exchange(): Promise<Attempt> {
    try {
      // A request that may change something is sent once only, so that a kept connection which the server just closed must not cost it.
      const request = { ...sealed, ownConnection: row.effect !== "nothing" };
      const response = await steps.take("send", () => sendWatched(request, row, context));
      const opened = await steps.take("open", () =>
        openBody(response.body, target.credentials.clientPrivateKey),
      );
      return { ...begun, ...ended(), response, opened };
    } catch (error) {
      if (!(error instanceof TransportFault)) throw error;
      return { ...begun, ...ended(), fault: error };
    }
  }
}

/** What changes something makes answers before it and after it two things, whatever became of it. */
async function sendWatched(
  request: WireRequest,
  { effect }: Case,
  { transport, earlier }: RunContext,
): Promise<WireResponse> {
  if (effect === "nothing") return transport.send(request);
  earlier.change();
  try {
    return await transport.send(request);
  } finally {
    earlier.change();
  }
}

function environmentFields(row: Case, { settings }: RunContext): ReadonlySet<string> {
  const data = settings.testData[row.operation] ?? {};
  const given = [data["*"], data[row.dataOf ?? row.name], data[row.name]].flatMap((fields) =>
    Object.keys(fields ?? {}),
  );
  // A derived case that sends a field of its own means to; tables cannot, they are linted.
  const own = row.kind === "generated" ? [...row.request.set.keys()].map((pointer) => pointer.slice(1)) : [];
  return new Set([...given, ...own, ...(settings.dataProvider ? row.data : [])]);
}
