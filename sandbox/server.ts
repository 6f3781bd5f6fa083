import type { AddressInfo } from "node:net";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { loadContract } from "../src/contract/load.ts";
import type { Contract, Operation } from "../src/contract/model.ts";
import type { TokenMessage } from "../src/wire/tran-token.ts";
import { readAddress, routeOf } from "./address.ts";
import type { Alteration, SealedAnswer } from "./alteration.ts";
import { sealAnswer } from "./answer.ts";
import { type ClientSettings, clientSettings, type Identity, makeIdentity } from "./identity.ts";
import { ownRefusal, type Refusal } from "./refusal.ts";
import { type Setting, serveRequest } from "./serve.ts";
import { sandboxTreatments } from "./treatments.ts";
import { openWorld } from "./world.ts";

export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Path before every operation's path. */
  readonly prefix?: string;
  readonly alter?: Alteration;
  /** Decides the credentials and whatever the world makes up; the RSA keys are random. */
  readonly seed?: string;
  /** What the transaction token signs (reading token-message). */
  readonly tokenMessage?: TokenMessage;
  /** Encrypt error bodies where success bodies are (reading error-response-encryption). */
  readonly encryptErrors?: boolean;
  readonly contract?: Contract;
  /** Folder that the keys are kept in: made at the first start, the same ones afterwards. */
  readonly keys?: string;
  /** Whether new members get ids beyond 2^53. The default is true: the suite reads them exactly, and shows it does. */
  readonly largeIds?: boolean;
}

export interface RunningSandbox {
  readonly baseUrl: string;
  readonly settings: ClientSettings;
  /** Requests that came, of any kind. */
  readonly requests: number;
  /** Puts the world back to its beginning, and the alteration to the one given, or to none. */
  reset(alter?: Alteration): void;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 1024 * 1024;
/** Longer values of a path are no values of this operation; the pages' bounds are far below. */
const MAX_PARAMETER = 4096;
const REQUEST_TIMEOUT_MS = 30_000;

let own: Contract | undefined;

/** The suite's own contract, read once for the process. */
function ownContract(): Contract {
  own ??= loadContract();
  return own;
}

/** Starts the reference server on a real port. Rejects where the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { port = 0, host = "127.0.0.1", prefix = "/open-api", seed = "sandbox" } = options;
  const contract = options.contract ?? ownContract();
  const identity = await makeIdentity(seed, options.keys);
  const begin = (alteration: Alteration = {}): Setting => ({
    contract,
    identity,
    alteration,
    treatments: sandboxTreatments(contract),
    world: openWorld(seed, options.largeIds ?? true),
    tokenMessage: options.tokenMessage ?? "body",
    encryptErrors: options.encryptErrors ?? false,
  });
  const state = { setting: begin(options.alter), requests: 0, counts: new Map<string, number>() };

  const app = openApp();
  app.addHook("onRequest", async () => {
    state.requests++;
  });
  for (const operation of contract.operations) {
    const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const index = (state.counts.get(operation.id) ?? 0) + 1;
      state.counts.set(operation.id, index);
      deliver(reply, await serveRequest(received(request, operation, index, identity), state.setting));
    };
    app.route({ method: operation.method, url: prefix + routeOf(operation), handler });
  }
  refuseTheRest(app, contract, prefix, identity);
  await app.listen({ port, host });

  const baseUrl = `http://${host}:${(app.server.address() as AddressInfo).port}${prefix}`;
  return {
    baseUrl,
    settings: clientSettings(identity, baseUrl),
    get requests() {
      return state.requests;
    },
    reset: (alter) => {
      state.setting = begin(alter);
      state.counts.clear();
    },
    close: () => app.close(),
  };
}

/** Bodies stay the bytes that came, whatever they call themselves: the token is a signature of them. */
function openApp(): FastifyInstance {
  const app = fastify({
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: { maxParamLength: MAX_PARAMETER },
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  return app;
}

function received(request: FastifyRequest, operation: Operation, index: number, identity: Identity) {
  return {
    operation,
    index,
    headers: headersOf(request),
    headerNames: request.raw.rawHeaders.filter((_text, index) => index % 2 === 0),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    address: readAddress(operation, request.params, request.query),
    request: undefined,
    text: undefined,
    clientPublicKey: identity.client.publicKey,
    cryptoKeyId: identity.cryptoKeyId,
  };
}

function headersOf(request: FastifyRequest): Record<string, string> {
  const lines = Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(", ")]);
  return Object.fromEntries(lines);
}

function refuseTheRest(app: FastifyInstance, contract: Contract, prefix: string, identity: Identity): void {
  const refuse = async (request: FastifyRequest, reply: FastifyReply, refusal: Refusal): Promise<void> => {
    const { status, code, message } = refusal;
    const answer = { status, code, message, payload: {}, encrypted: false };
    deliver(reply, await sealAnswer(answer, identity, headersOf(request)["x-km-correlation-id"]));
  };
  const known = contract.operations.map(({ method, path }) => ({
    method,
    path: new RegExp(
      `^${(prefix + path).replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{[^}]*\}/g, "[^/]+")}$`,
    ),
  }));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0] ?? "";
    const methods = known.filter((each) => each.path.test(path)).map(({ method }) => method);
    const refusal =
      methods.length > 0
        ? ownRefusal("method", `This operation takes ${methods.join(" and ")} alone.`)
        : ownRefusal("path", "There is no such operation.");
    return refuse(request, reply, refusal);
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error.statusCode === 413) {
      return refuse(request, reply, ownRefusal("tooLarge", `The body is over ${MAX_BODY_BYTES} bytes.`));
    }
    const clientError = error.statusCode !== undefined && error.statusCode < 500;
    return refuse(request, reply, ownRefusal(clientError ? "body" : "broken", `${error.message}.`));
  });
}

/** Past fastify's reply, which would write header names in lower case and mend lengths. */
function deliver(reply: FastifyReply, { status, headers, body }: SealedAnswer): void {
  reply.hijack();
  reply.raw.writeHead(status, headers.flat());
  reply.raw.end(body);
}
