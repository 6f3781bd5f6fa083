const NEXT_STEPS: Readonly<Record<string, string>> = {
  "request-schema":
    "The request of this suite is not what the contract allows; look at the row of the case and the test data, not at the server.",
  status:
    "Compare the status with the code in the same answer: if both differ, another rule of the server answered first; if the code is right, look at its mapping to a status.",
  "server-error":
    "Look the request up in the server's log by its correlation id: something broke there that should have been a refusal.",
  "content-type": "Look whether a gateway or an error page answered in place of the API.",
  "response-headers":
    "Look which component writes the response headers, and whether a gateway drops or repeats them.",
  "correlation-echo":
    "Look the request up in the server's log by its correlation id; an id of another request means that answers were swapped.",
  encryption:
    "Check which key the crypto key id names, and that the answer is encrypted where the page says so and only there.",
  "json-well-formed": "Look at the raw body at the place named: some writer of JSON was bypassed there.",
  "body-schema":
    "Compare the field with its row in the parameter table of the page: presence, type, length and values.",
  envelope:
    "Check that KONAPLATE_CODE_POINTER and KONAPLATE_MESSAGE_POINTER say where this target keeps code and message.",
  code: "Check that the test data still puts the target in the state that the scenario needs, then which rule of the server answered first.",
  "code-form":
    "Look where the server made up this code: a gateway or a framework that answers in its own words bypasses the list of codes.",
  "distinct-code":
    "Check whether the test member has only the state of this scenario; if so, the server took the request for another scenario.",
  message: "Compare the wording with the page's list of codes, and with the readings that concern this code.",
  "scenario-value":
    "Check that the member or card of the test data is in the state that the scenario names, then where the server takes this field from.",
  "names-field":
    "Look which field the server's validation complained of: it may have stopped at another one, or its message hides the name.",
  "not-refused":
    "Compare the bounds of the field in the server's validation with its row in the parameter table; the value sent lies within them.",
  "not-carried-out":
    "Check that headers, token and encryption are verified before anything is done, and what the request has changed on the target.",
  untouched:
    "Look what the server does before it refuses: a value kept before the checks, or work that goes on after the answer.",
  "at-most-once":
    "Look for the lock or the unique key that should let one of the requests win, and count in the ledger what was carried out.",
  "unique-value":
    "Find both answers by their correlation ids, and look what gives out this value: a sequence, a cache or a test double that repeats itself.",
  dates: "Look for a date that no calendar has, another order of its parts, and a time zone applied twice.",
  formula: "Recompute the amount from the fields of the same body, and look which maximum the server took.",
  "asked-thing":
    "Look which key the server looks the thing up by, and whether a cache or a shared buffer gave the answer of another request.",
  "restated-value":
    "Compare both values in the server's own data: one of the two is kept, cut or converted on its way into the answer.",
  "same-answer":
    "Send the same request twice by hand, and look what between the two answers changed on the server: a state, a cache, another node.",
  "consistent-reading":
    "Compare both answers: one of them is written by another component, or by an older version of the same.",
  urls: "Look where the value is kept: a path or a name that some component should have made a URL of.",
  "answer-key": "Look which key the answer was encrypted with, and where its header takes the key's id from.",
  charset:
    "Look which component writes the Content-Type, and in which character set the body is really written.",
  "fresh-key":
    "Look where the encryption of answers makes its content key: it has to be new, and random, for every message.",
  "fresh-vector":
    "Look where the encryption of answers makes its initialization vector: used twice under one key it gives both texts away.",
  "response-time":
    "Repeat the case alone: if it is slow then as well, follow its correlation id through the server; if not, look at the load of the run.",
  "known-code":
    "Look where the server takes this code from, and whether the page's list of codes lags behind it.",
  "request-headers":
    "Compare the header with its row in the page's table: presence, length and form are stated of what a client sends.",
  "request-correlation-id":
    "Look where the client makes its correlation ids: a new one for every request, repeated ones too, with the time of the request.",
  "request-token":
    "Look what the client signs, and with which key: the body's text exactly as it travels, after it was encrypted and written out.",
  "request-times":
    "Look whether the client keeps tokens for later, what its clock says, and whether its times are of the zone that it names.",
  "request-encryption":
    "Compare the body with the Encrypted mark of the page's request parameters, and look which public key the client encrypts with.",
  "request-json": "Look what writes the body of the request: some writer of JSON was bypassed there.",
  "request-body":
    "Compare the field of the request with its row in the page's parameter table: presence, type, length and values.",
  "request-unique": "Look where the client makes this value: the page wants a new one for every request.",
  "unknown-fields": "Ask whether the page lags behind the server; a new field belongs into the contract.",
};

/** What to look at next when a rule with this id does not hold. */
export function nextStep(rule: string): string {
  return (
    (Object.hasOwn(NEXT_STEPS, rule) ? NEXT_STEPS[rule] : undefined) ??
    "Compare the exchange with the clause that the violation names."
  );
}
