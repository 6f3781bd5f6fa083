/** @jsxImportSource preact */
import type { JSX } from "preact";
import type { Parameter } from "../../src/contract/model.ts";
import { ClauseList, NotReached } from "./clause-list.tsx";
import type { Page } from "./layout.tsx";
import { Clause, DocsSection, Table } from "./marks.tsx";
import { type Docs, nameOf, operationPage, PROTOCOL } from "./model.ts";
import { ParameterTable } from "./parameters.tsx";
import { EncryptionExample, TokenExample } from "./worked-example.tsx";

const SECTIONS = [
  { id: "a-request", title: "How a request is made" },
  { id: "request-headers", title: "Request headers" },
  { id: "token", title: "The transaction token" },
  { id: "encryption", title: "Message encryption" },
  { id: "envelope", title: "Code and message" },
  { id: "response-headers", title: "Response headers" },
];

/** How requests and answers travel, for somebody who writes a client. */
export function wireProtocolPage(docs: Docs): Page {
  return {
    path: PROTOCOL,
    title: "Wire protocol",
    sections: SECTIONS,
    content: (
      <>
        <div class="opening">
          <h1>Wire protocol</h1>
          <p class="lead">
            JSON over HTTPS. Every request is signed with a token; bodies that a page marks “Encrypted” travel
            as JWE.
          </p>
        </div>
        <Steps />
        <DocsSection id="request-headers" title="Request headers">
          <ParameterTable
            docs={docs}
            page={PROTOCOL}
            label="Common request headers"
            parameters={common(docs, "requestHeaders")}
          />
        </DocsSection>
        <DocsSection id="token" title="The transaction token">
          <TokenExample docs={docs} />
        </DocsSection>
        <DocsSection id="encryption" title="Message encryption">
          <Encrypted docs={docs} />
          <EncryptionExample docs={docs} />
        </DocsSection>
        <Envelope docs={docs} />
        <DocsSection id="response-headers" title="Response headers">
          <ParameterTable
            docs={docs}
            page={PROTOCOL}
            label="Common response headers"
            parameters={common(docs, "responseHeaders")}
          />
        </DocsSection>
        <NotReached docs={docs} page={PROTOCOL} />
        <ClauseList docs={docs} page={PROTOCOL} />
      </>
    ),
  };
}

function Steps(): JSX.Element {
  return (
    <DocsSection id="a-request" title="How a request is made">
      <ol class="steps">
        <li>
          Write the body as JSON. Numbers such as userId go beyond what a double holds: keep their digits.
        </li>
        <li>
          Where the page says Encrypted, encrypt that text with the server's public key and send{" "}
          <code>{'{"encData":"…"}'}</code> in its place; X-KM-Crypto-Key-Id names the key.
        </li>
        <li>Make the token over the text that will travel, encrypted or not.</li>
        <li>Add the headers, with a correlation id that is new for every request, and POST it.</li>
        <li>
          Decrypt the answer with the client's private key where it holds encData; read code and message.
        </li>
      </ol>
    </DocsSection>
  );
}

/** The headers that operations share, each as the file of common headers prints it. */
function common({ contract }: Docs, which: "requestHeaders" | "responseHeaders"): Parameter[] {
  const all = contract.operations.flatMap((operation) => operation[which]);
  const shared = all.filter(({ clause }) => clause.startsWith("headers#"));
  return [...new Map(shared.map((header) => [header.clause, header])).values()];
}

function Encrypted({ docs }: { readonly docs: Docs }): JSX.Element {
  const word = (isEncrypted: boolean) => (isEncrypted ? "encrypted" : "in the clear");
  return (
    <Table label="What is encrypted" head={["Operation", "Request", "Response"]}>
      {docs.contract.operations.map((operation) => (
        <tr key={operation.id}>
          <th scope="row">
            <a href={operationPage(operation.id)}>{nameOf(operation)}</a>
          </th>
          <td>{word(operation.encrypted.request)}</td>
          <td>{word(operation.encrypted.response)}</td>
        </tr>
      ))}
    </Table>
  );
}

function Envelope({ docs }: { readonly docs: Docs }): JSX.Element {
  const { codePointer, messagePointer, successCode } = docs.contract.envelope;
  return (
    <DocsSection
      id="envelope"
      title="Code and message"
      note="No page shows where they stand; this is what client code reads, and a setting of each run."
    >
      <dl class="facts-list">
        <dt>Code</dt>
        <dd>
          <code>{codePointer}</code> <Clause docs={docs} clause="envelope#codePointer" />
        </dd>
        <dt>Message</dt>
        <dd>
          <code>{messagePointer}</code> <Clause docs={docs} clause="envelope#messagePointer" />
        </dd>
        <dt>Success</dt>
        <dd>
          <code>{successCode}</code> <Clause docs={docs} clause="envelope#successCode" />
        </dd>
      </dl>
    </DocsSection>
  );
}
