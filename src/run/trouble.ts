import type { Case } from "../cases/model.ts";
import { headerValues } from "../checks/headers-of.ts";
import type { CaseFault } from "../results/case-result.ts";
import { NEVER_CONNECTED } from "../results/unconnected.ts";
import type { WireResponse } from "../wire/transport.ts";
import type { Attempt } from "./attempt-model.ts";
import { isForeign, isStatusOfTheWay } from "./foreign-answer.ts";

/** Why an attempt cannot be judged: the case has errored, and nothing is said of the server. */
export interface Trouble {
  readonly fault: CaseFault;
  /** For the reader of a report; begins with the class unless something more important comes first. */
  readonly reason: string;
}

/** What keeps an attempt from being judged; undefined where it can be. */
export function troubleOf(row: Case, made: Attempt): Trouble | undefined {
  const { requestFaults, fault, response } = made;
  if (requestFaults.length > 0) {
    const wrong = requestFaults.join("; ");
    return trouble(
      "request-schema",
      `the request was not sent, it is not what the case means to send: ${wrong}`,
    );
  }
  if (fault) return unknownWhereChanging(row, trouble(fault.faultClass, fault.message));
  if (response?.status === 429) {
    return trouble("rate-limited", "the server answers 429; lower KONAPLATE_MAX_RPS");
  }
  if (!response || !isForeign(made)) return undefined;
  // Wrong headers may well be refused by what stands before the API; that is a refusal like another.
  if (row.kind === "header" && !isStatusOfTheWay(response.status)) return undefined;
  return unknownWhereChanging(row, trouble("foreign-answer", whatCame(response)));
}

function whatCame({ status, headers, lacksCertificate }: WireResponse): string {
  const [type = "no content type"] = headerValues(headers, "Content-Type");
  const why = isStatusOfTheWay(status)
    ? "is what a proxy or gateway answers that does not get through to the server"
    : "bears no correlation id and is no answer of this API";
  const what = `what came (status ${status}, ${type}) ${why}`;
  return lacksCertificate
    ? `${what}; the target asks for a client certificate and none is given: set KONAPLATE_CLIENT_CERT and KONAPLATE_CLIENT_KEY`
    : `${what}; look at the base URL and at proxies`;
}

function trouble(fault: CaseFault, why: string): Trouble {
  return { fault, reason: `${fault}: ${why}` };
}

/** Without the server's own word a request that changes something may have been acted upon; it is not sent again. */
function unknownWhereChanging(row: Case, { fault, reason }: Trouble): Trouble {
  if (row.effect === "nothing" || NEVER_CONNECTED.includes(fault)) return { fault, reason };
  return { fault, reason: `outcome unknown, and not sent again because it can change something: ${reason}` };
}
