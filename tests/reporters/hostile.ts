import type { CaseResult } from "../../src/results/case-result.ts";
import { madeUpExchange, madeUpResult, madeUpViolation } from "../results/made-up.ts";

/** What a server might answer to be read as something else than its answer, in every syntax that a report has. */
export const HOSTILE =
  "a|b `c` ```\n# <script>alert(1)</script><img src=x> ]]> ]]> & [l](http://evil.example) **b** \u001b[31mred\u0000\u0007\r\n::error::owned ##[error]owned \u202eevil\u2066 \ufeff\u200b\ud800 @team www.evil.example";

/** Characters that no report may hold: controls but line ends and tabs, bidi and invisible ones, half pairs. */
export const UNSEEN = /[^\P{Cc}\n\t]|[\p{Cf}\p{Cs}\u2028\u2029]/u;

/** A failed case that is hostile wherever a server has a say. */
export function hostileResult(outcome: CaseResult["outcome"] = "failed"): CaseResult {
  return madeUpResult({
    id: "membership-cancellation/hostile",
    outcome,
    reason: HOSTILE,
    observed: { status: 400, code: HOSTILE, message: HOSTILE },
    violations: [madeUpViolation({ where: HOSTILE, actual: HOSTILE.repeat(50), message: HOSTILE })],
    exchanges: [
      madeUpExchange({
        label: HOSTILE,
        fault: HOSTILE,
        curl: `curl --data '${JSON.stringify(HOSTILE)}'`,
        response: { status: 400, headers: [[HOSTILE, HOSTILE]], body: HOSTILE, opened: HOSTILE },
      }),
    ],
    readings: [{ id: "token-length", observed: HOSTILE }],
  });
}
