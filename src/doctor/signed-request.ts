import { randomInt } from "node:crypto";
import { headerValues } from "../checks/headers-of.ts";
import { findOperation } from "../contract/find.ts";
import type { Contract } from "../contract/model.ts";
import type { Settings, Target } from "../environment/model.ts";
import { exactNumber } from "../exact/json.ts";
import { Masking } from "../masking/masking.ts";
import { sealRequest } from "../request/seal.ts";
import { shown } from "../results/inert-text.ts";
import { isForeign } from "../run/foreign-answer.ts";
import { readEnvelope } from "../wire/envelope.ts";
import { type OpenedBody, openBody } from "../wire/open-body.ts";
import { openTransport, type WireResponse } from "../wire/transport.ts";
import { TransportFault } from "../wire/transport-fault.ts";
import { examineClock } from "./clock.ts";
import { type Finding, note, ok, unreachable, wrong } from "./model.ts";

/**
 * The operation that a harmless request asks for: it reads one flag of one member and changes nothing, its request
 * travels encrypted, and the member asked for is nobody, so that no person's data is touched.
 */
const HARMLESS = "member-authentication-info";
const MAX_BODY_BYTES = 1024 * 1024;

/** Sends one signed, encrypted, harmless request and tells what the server made of it; and the clocks by its answer. */
export async function examineSignedRequest(
  contract: Contract,
  settings: Settings,
  target: Target,
): Promise<Finding[]> {
  const operation = findOperation(contract, HARMLESS);
  if (!operation) throw new Error(`the contract has no operation ${HARMLESS}`);
  const sealed = await sealRequest(operation, { userId: nobody() }, settings, target);
  const { baseUrl } = target;
  const { timeoutMs } = settings.limits;
  const transport = openTransport({ baseUrl, timeoutMs, maxBodyBytes: MAX_BODY_BYTES, maxConnections: 1 });
  const asked = new Date();
  try {
    const response = await transport.send({ ...sealed, ownConnection: true });
    const opened = await openBody(response.body, target.credentials.clientPrivateKey);
    return [
      judge({ contract, settings, target, response, opened }),
      echoOf(response, sealed.correlationId ?? ""),
      examineClock(response.headers, asked, new Date(), settings.timeZone),
    ];
  } catch (error) {
    if (!(error instanceof TransportFault)) throw error;
    const found = `${error.faultClass}: ${error.message}`;
    return [unreachable("request", found, "look at proxies on the way, and at KONAPLATE_TIMEOUT_MS")];
  } finally {
    transport.close();
  }
}

/** A member id in the documented bounds, by chance of one in 10^18 anybody's. */
function nobody() {
  const digits = Array.from({ length: 18 }, () => randomInt(10)).join("");
  return exactNumber(`9${digits}`);
}

interface Answered {
  readonly contract: Contract;
  readonly settings: Settings;
  readonly target: Target;
  readonly response: WireResponse;
  readonly opened: OpenedBody;
}

function judge({ contract, settings, target, response, opened }: Answered): Finding {
  const { status } = response;
  const [type = "no content type"] = headerValues(response.headers, "Content-Type");
  if (isForeign({ response, opened })) {
    const found = `what answered is not this API: status ${status}, ${shown(type)}`;
    return wrong("request", found, "look at KONAPLATE_BASE_URL with its prefix before /api, and at proxies");
  }
  const { code, message } = readEnvelope(opened.json, settings);
  const { accessKey, secretKey } = target.credentials;
  const masking = Masking.of([accessKey, secretKey], settings.testData);
  const said = `${status} ${text(code, "without a code")} ${text(message, "without a message")}`;
  const found = masking.bodyText(said);
  if (status === 429) return note("request", `the server holds requests back: ${found}`);
  if (contract.operations.some(({ codes }) => codes.some((entry) => entry.code === code)))
    return ok("request", `signature accepted, encrypted body opened: ${found}`);
  return wrong("request", `not accepted: ${found}`, mendAnswer(status, typeof code === "string"));
}

function text(value: unknown, otherwise: string): string {
  return typeof value === "string" ? shown(value) : otherwise;
}

function mendAnswer(status: number, hasCode: boolean): string {
  if (status === 401 || status === 403)
    return "compare KONAPLATE_ASP_ID, KONAPLATE_ACCESS_KEY and KONAPLATE_SECRET_KEY with the portal; if they are right, KONAPLATE_TOKEN_MESSAGE, and the clock below";
  if (status === 404) return "look at the prefix before /api in KONAPLATE_BASE_URL";
  if (status >= 500) return "the server itself failed; ask its owner, with the correlation id";
  if (!hasCode) return "look at KONAPLATE_CODE_POINTER and KONAPLATE_MESSAGE_POINTER";
  return "compare KONAPLATE_CRYPTO_KEY_ID and KONAPLATE_SERVER_PUBLIC_KEY with the portal, then what the message names";
}

function echoOf({ headers }: WireResponse, correlationId: string): Finding {
  const [echoed] = headerValues(headers, "X-KM-Correlation-Id");
  if (echoed === correlationId) return ok("correlation", `${correlationId} came back`);
  return note(
    "correlation",
    `${correlationId} was sent, ${echoed === undefined ? "none" : shown(echoed)} came back`,
  );
}
