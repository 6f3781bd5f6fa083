import type { Masking } from "../masking/masking.ts";
import type { RecordedExchange, RecordedMessage } from "../results/exchange.ts";
import type { Attempt } from "./attempt-model.ts";
import type { RunContext } from "./context.ts";
import { curlLine } from "./curl.ts";

/** Characters of a body that are kept; a longer one is cut, and says so. */
const LONGEST_BODY = 64 * 1024;

/** The attempts of one request as they are kept, with the masking that has learned what travelled. */
export function recordAttempts(
  attempts: readonly Attempt[],
  title: string,
  context: Pick<RunContext, "masking"> & { readonly target: Pick<RunContext["target"], "baseUrl"> },
): { exchanges: RecordedExchange[]; masking: Masking } {
  const masking = context.masking.forExchange();
  for (const { body, opened } of attempts)
    for (const part of [body, opened?.json, opened?.outer]) masking.learn(part);
  const exchanges = attempts.map((made, index) => {
    const { sealed, operation } = made;
    // Values that travel in the address are masked as those of a body are.
    const path = sealed.path === operation.path ? sealed.path : masking.text(sealed.path);
    const url = `${context.target.baseUrl}${path}`;
    return recordAttempt(made, url, index === 0 ? title : `${title} (sent again)`, masking);
  });
  return { exchanges, masking };
}

/** An attempt as it is kept: everything masked here, so that nothing unmasked reaches a result. */
function recordAttempt(made: Attempt, url: string, label: string, masking: Masking): RecordedExchange {
  const { sealed, operation, response, opened, fault } = made;
  const headers = masking.headers(sealed.headers);
  const sent = masking.body(sealed.body);
  const clear = sealed.clearText === sealed.body ? sent : masking.body(sealed.clearText);
  return {
    label,
    startedAt: made.startedAt.toISOString(),
    durationMs: made.durationMs,
    request: {
      method: operation.method,
      url,
      headers,
      body: kept(sent),
      ...(sealed.encrypted && { opened: kept(clear) }),
    },
    ...(response && { response: { status: response.status, ...recordAnswer(made, masking) } }),
    ...(fault && { fault: masking.text(`${fault.faultClass}: ${fault.message}`) }),
    curl: curlLine(operation.method, url, headers, sent),
    steps: made.steps,
  };

  function recordAnswer(answered: Attempt, hiding: Masking): RecordedMessage {
    const text = answered.response?.body.toString("utf8") ?? "";
    return {
      headers: hiding.answeredHeaders(answered.response?.headers ?? []),
      body: kept(hiding.answeredBody(text)),
      ...(opened?.encrypted &&
        opened.text !== undefined && { opened: kept(hiding.answeredBody(opened.text)) }),
    };
  }
}

function kept(text: string): string {
  return text.length <= LONGEST_BODY
    ? text
    : `${text.slice(0, LONGEST_BODY)}… (cut, ${text.length} characters)`;
}
