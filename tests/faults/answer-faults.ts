import type { BodyProblemKind } from "../../src/wire/open-body.ts";
import { VECTORS } from "../vectors/vectors.ts";
import { alteredPart, withHeader } from "../wire/jwe-surgery.ts";
import { answer, answers, type FaultExchange, head, SUCCESS } from "./exchange.ts";
import { comes, type Fault } from "./fault.ts";

const forClient = VECTORS.jwe.find(({ key }) => key === "client")?.jwe ?? "";
const forServer = VECTORS.jwe.find(({ key }) => key === "server")?.jwe ?? "";

const HTML = "<!doctype html><html><body><h1>Gateway</h1></body></html>";

/** Whole answers by HTTP whose status or body is not what the client came for. */
export const ANSWER_FAULTS: readonly Fault[] = [
  comes(
    "no-content",
    204,
    (exchange) => void exchange.socket.write(head(exchange, "204 No Content", {})),
    "empty",
  ),
  comes(
    "redirect",
    302,
    (exchange) => answer(exchange, "302 Found", "", { Location: "/keep-alive" }),
    "empty",
  ),
  comes(
    "redirect-nowhere",
    307,
    (exchange) => answer(exchange, "307 T", "", { Location: "ht!tp://[" }),
    "empty",
  ),
  comes("html-200", 200, answers(HTML, { "Content-Type": "text/html" }), "not-json"),
  comes(
    "html-502",
    502,
    (exchange) => answer(exchange, "502 Bad Gateway", HTML, { "Content-Type": "text/html" }),
    "not-json",
  ),
  comes("too-many-requests", 429, onceThenSuccess("429 Too Many Requests", { "Retry-After": "1" })),
  comes("unavailable-once", 503, onceThenSuccess("503 Service Unavailable", {})),
  body("empty-body", "", "empty"),
  body("invalid-utf8", Buffer.from('{"name":"\xff\xfe"}', "latin1"), "invalid-utf8"),
  body("byte-order-mark", `\uFEFF${SUCCESS}`, "bom"),
  body("duplicate-keys", '{"userId":1,"userId":1}', "duplicate-key"),
  body("trailing-bytes", `${SUCCESS}{}`, "not-json"),
  body("nested-too-deeply", "[".repeat(100_000), "not-json"),
  body("jwe-altered", sealed(alteredPart(forClient, 4)), "jwe-unopened"),
  body("jwe-other-key", sealed(forServer), "jwe-unopened"),
  body(
    "jwe-undocumented-algorithm",
    sealed(withHeader(forClient, { alg: "RSA1_5", enc: "A128CBC-HS256" })),
    "jwe-algorithm",
  ),
  body("jwe-malformed", sealed("not.a.jwe"), "jwe-malformed"),
  comes("odd-content-type", 200, answers(SUCCESS, { "Content-Type": ";;=,multipart/form-data" })),
  comes("multipart-content-type", 200, answers(SUCCESS, { "Content-Type": "multipart/form-data" })),
  comes("odd-link", 200, answers(SUCCESS, { Link: ";;<>,;=", "Set-Cookie": ";;" })),
];

function body(name: string, bytes: string | Uint8Array, problem: BodyProblemKind): Fault {
  return comes(name, 200, answers(bytes), problem);
}

function onceThenSuccess(status: string, headers: Record<string, string>): (exchange: FaultExchange) => void {
  return (exchange) =>
    exchange.visit === 1 ? answer(exchange, status, SUCCESS, headers) : answer(exchange, "200 OK", SUCCESS);
}

function sealed(jwe: string): string {
  return JSON.stringify({ encData: jwe });
}
