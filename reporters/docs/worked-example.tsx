/** @jsxImportSource preact */
import { createHmac } from "node:crypto";
import type { JSX } from "preact";
import type { RecordedExchange } from "../../src/results/exchange.ts";
import { Copied, Exchange } from "./exchange.tsx";
import { Clause } from "./marks.tsx";
import type { Docs } from "./model.ts";

/** A made-up signing that anybody can repeat; no server knows this key. */
export const TOKEN_EXAMPLE = {
  secretKey: "an-example-secret-key",
  body: '{"userId":50000104652}',
  time: "20260301180000123",
} as const;

/** The token of the example above, as the guideline describes it. */
export function exampleToken(): string {
  const { secretKey, body, time } = TOKEN_EXAMPLE;
  return `KMV1:${time}:${createHmac("sha256", secretKey).update(body).digest("base64")}`;
}

export function TokenExample({ docs }: { readonly docs: Docs }): JSX.Element {
  const { secretKey, body, time } = TOKEN_EXAMPLE;
  const [, , signature = ""] = exampleToken().split(":");
  return (
    <>
      <p>
        <code>KMV1:</code> time <code>:</code> signature. The time has 17 digits, yyyyMMddHHmmssSSS; the
        signature is base64 of HMAC-SHA256 over the body's text exactly as it is sent, keyed with the secret
        key: 44 characters, so the whole has 67.{" "}
        <Clause docs={docs} clause="headers#request.X-KM-Tran-Token.format" />
      </p>
      <p class="note">
        The pages print a length of 66; see{" "}
        <a href="contradictions.html#tran-token-length">the contradiction</a>. Tokens of a run are masked in
        its reports, so this example has a key of its own: repeat it and compare.
      </p>
      <dl class="facts-list">
        <dt>Secret key</dt>
        <dd>
          <code>{secretKey}</code>
        </dd>
        <dt>Body</dt>
        <dd>
          <code>{body}</code>
        </dd>
        <dt>Time</dt>
        <dd>
          <code>{time}</code>
        </dd>
        <dt>Signature</dt>
        <dd>
          <code class="break">{signature}</code>
        </dd>
        <dt>Token</dt>
        <dd>
          <code class="break">{exampleToken()}</code>
        </dd>
      </dl>
      <Copied
        label="The same on a command line"
        text={`printf '%s' '${body}' | openssl dgst -sha256 -hmac '${secretKey}' -binary | base64`}
      />
    </>
  );
}

const JWE_PARTS = [
  ["Protected header", "alg encrypts the content key, enc the content"],
  ["Encrypted key", "the content key, encrypted with RSA-OAEP and the public key"],
  ["Initialization vector", "12 bytes for AES-GCM"],
  ["Ciphertext", "the body's text, encrypted"],
  ["Authentication tag", "16 bytes: the text was not altered"],
] as const;

export function EncryptionExample({ docs }: { readonly docs: Docs }): JSX.Element {
  const exchange = encryptedExchange(docs);
  const parts = exchange ? jweParts(exchange.request.body) : undefined;
  return (
    <>
      <p>
        JWE in compact serialization: five parts in base64url, divided by dots. The key is encrypted with
        RSA-OAEP (2048 bits), the content with AES-GCM (128 or 256 bits). A request is encrypted with the
        server's public key, an answer with the client's.
      </p>
      <dl class="facts-list">
        {JWE_PARTS.map(([name, says], index) => (
          <>
            <dt>{name}</dt>
            <dd>
              {says}
              {parts?.[index] !== undefined && <code class="small break">{parts[index]}</code>}
            </dd>
          </>
        ))}
      </dl>
      {exchange ? (
        <>
          <h3>An exchange of this run</h3>
          <Exchange exchange={exchange} />
        </>
      ) : (
        <p class="note">No run is shown, or none of its exchanges was encrypted: there is no example here.</p>
      )}
    </>
  );
}

function encryptedExchange({ report, contract }: Docs): RecordedExchange | undefined {
  const both = report?.cases
    .filter(
      ({ outcome, expected }) => outcome === "passed" && expected.code === contract.envelope.successCode,
    )
    .flatMap(({ exchanges }) => exchanges)
    .filter(({ request }) => jweParts(request.body) !== undefined);
  return both?.find(({ response }) => response?.opened !== undefined) ?? both?.[0];
}

/** The first part decoded, the others by their beginning; undefined where the body is no sealed one. */
function jweParts(body: string): string[] | undefined {
  const [, jwe] = /^\{"encData":"([\w.-]+)/.exec(body) ?? [];
  const [header, ...sealed] = jwe?.split(".") ?? [];
  if (header === undefined || sealed.length !== 4) return undefined;
  return [
    Buffer.from(header, "base64url").toString("utf8"),
    ...sealed.map((part) => (part.length > 32 ? `${part.slice(0, 32)}… (${part.length} characters)` : part)),
  ];
}
