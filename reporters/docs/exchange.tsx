/** @jsxImportSource preact */
import type { ComponentChildren, JSX } from "preact";
import { parseJson, stringifyJson } from "../../src/exact/json.ts";
import type { RecordedExchange, RecordedHeader, RecordedMessage } from "../../src/results/exchange.ts";
import { visibleLines } from "../../src/results/inert-text.ts";
import { SCROLLABLE } from "./marks.tsx";

/** One exchange, masked: request and answer in the clear, as they travelled, and the command line that records it. */
export function Exchange({ exchange }: { readonly exchange: RecordedExchange }): JSX.Element {
  const { request, response, fault, durationMs, startedAt } = exchange;
  return (
    <div class="exchange">
      <p class="note">
        {exchange.label}: {response ? `answered ${response.status}` : "no answer"} after {durationMs} ms,{" "}
        <time dateTime={startedAt}>{startedAt}</time>. Secrets and personal data are masked.
      </p>
      {fault !== undefined && <p class="fault">The way to the server broke: {fault}</p>}
      <div class="sides">
        <Message title="Request" first={`${request.method} ${request.url}`} message={request} />
        {response && <Message title="Response" first={`Status ${response.status}`} message={response} />}
      </div>
      <Copied label="Record of what was sent, secrets masked" text={exchange.curl} />
    </div>
  );
}

function Message({
  title,
  first,
  message,
}: {
  readonly title: string;
  readonly first: string;
  readonly message: RecordedMessage;
}): JSX.Element {
  const { headers, body, opened } = message;
  return (
    <div class="message">
      <p class="message-title">{title}</p>
      <Code>{[first, ...headers.map(headerText)].join("\n")}</Code>
      <p class="label">{opened === undefined ? "Body, as it travelled" : "Body, decrypted"}</p>
      <Code>{body === "" && opened === undefined ? "(empty)" : readable(opened ?? body)}</Code>
      {opened !== undefined && (
        <details>
          <summary>As it travelled ({body.length} characters)</summary>
          <Code wrap>{body}</Code>
        </details>
      )}
    </div>
  );
}

function headerText([name, value]: RecordedHeader): string {
  return `${name}: ${value}`;
}

/** Text to be copied; the page's script puts a button beside it. */
export function Copied({ label, text }: { readonly label: string; readonly text: string }): JSX.Element {
  return (
    <div class="copied">
      <p class="label">{label}</p>
      <Code wrap copied>
        {text}
      </Code>
    </div>
  );
}

/** JSON on several lines, its numbers as they were written; anything else as it is. */
function readable(text: string): string {
  try {
    return visibleLines(stringifyJson(parseJson(text), 2));
  } catch {
    return text;
  }
}

function Code(props: {
  readonly wrap?: boolean;
  readonly copied?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <pre class={props.wrap ? "code wrap" : "code"} data-copy={props.copied ? "" : undefined} {...SCROLLABLE}>
      {props.children}
    </pre>
  );
}
