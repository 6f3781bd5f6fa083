import type { Contract, Operation } from "../src/contract/model.ts";
import type { JsonObject } from "../src/exact/json.ts";
import type { Alteration, PlainAnswer, RequestContext, SealedAnswer } from "./alteration.ts";
import { sealAnswer } from "./answer.ts";
import { type HeaderSetting, headerRules } from "./headers.ts";
import { openRequest } from "./open-request.ts";
import { documentedRefusal, Refusal } from "./refusal.ts";
import { behaviourOf } from "./rules.ts";
import type { SandboxTreatments } from "./treatments.ts";
import { validateFields } from "./validate.ts";
import { wordingOf } from "./wording.ts";
import type { World } from "./world.ts";

/** What a request meets: the world as it is, and what is fixed for the sandbox. */
export interface Setting extends Omit<HeaderSetting, "now"> {
  readonly contract: Contract;
  readonly treatments: SandboxTreatments;
  readonly world: World;
  readonly alteration: Alteration;
  readonly encryptErrors: boolean;
}

/** One request from bytes to bytes: headers, opening, fields, behaviour, answer. */
export async function serveRequest(received: RequestContext, setting: Setting): Promise<SealedAnswer> {
  const { alteration, identity } = setting;
  let context = received;
  let answer: PlainAnswer;
  try {
    judgeHeaders(context, setting);
    const enforces = enforcer(alteration, context);
    const opened = await openRequest(context.body, context.operation, identity.server.privateKey, enforces);
    const came = { ...context.address, ...opened.json };
    const request = alteration.request?.(came, context) ?? came;
    context = { ...context, request, text: opened.text };
    answer =
      alteration.instead?.(context) ?? success(context, act(request, context, setting), setting.contract);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const encrypted = setting.encryptErrors && context.operation.encrypted.response;
    answer = { status: error.status, code: error.code, message: error.message, payload: {}, encrypted };
  }
  if (alteration.plain) answer = await alteration.plain(answer, context);
  const sealed = await sealAnswer(answer, identity, context.headers["x-km-correlation-id"]);
  return alteration.sealed ? alteration.sealed(sealed, context) : sealed;
}

function enforcer({ skipRule }: Alteration, context: RequestContext): (rule: string) => boolean {
  return (rule) => !skipRule?.(rule, context);
}

function judgeHeaders(context: RequestContext, setting: Setting): void {
  const enforces = enforcer(setting.alteration, context);
  const now = new Date();
  for (const rule of headerRules(context.operation, setting.treatments)) {
    const refusal = rule.judge(context, { ...setting, now });
    if (refusal && enforces(rule.id)) throw refusal;
  }
}

/** Checks the fields and does what the operation does; nothing awaits, see Behaviour. */
function act(request: JsonObject, context: RequestContext, setting: Setting): JsonObject {
  const { contract, treatments, world } = setting;
  const { operation } = context;
  const enforces = enforcer(setting.alteration, context);
  validateFields(request, operation, treatments, enforces);
  return behaviourOf(operation).serve({
    request,
    world,
    enforces: (rule) => enforces(`state.${rule}`),
    documented: (code) => documentedRefusal(contract, operation, code),
    invalid: (field) => wordingOf(operation).invalid(field),
  });
}

function success(context: RequestContext, payload: JsonObject, { envelope }: Contract): PlainAnswer {
  const { codes, encrypted }: Operation = context.operation;
  const entry = codes.find(({ code }) => code === envelope.successCode);
  return {
    status: entry?.status ?? 200,
    code: envelope.successCode,
    message: entry?.message ?? "Success.",
    payload,
    encrypted: encrypted.response,
  };
}
