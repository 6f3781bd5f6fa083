import { shown } from "../inert-text.ts";
import { exchangeFacts } from "../kept-elsewhere.ts";
import { scenarioOf } from "./answer-symptom.ts";
import type { Group } from "./grouping.ts";
import { cameAt } from "./site.ts";
import type { Symptom, SymptomKind } from "./symptom.ts";

const TITLE_LIMIT = 138;
const VALUE = 50;
const NAMES = 4;

/** A cause in one line, of what its symptoms have in common. */
export function titleOf({ symptoms }: Group): string {
  const [{ kind, site }] = symptoms;
  const text = `${site.side === "client" ? "Request: " : ""}${SENTENCES[kind](symptoms)}`;
  const characters = [...text];
  return characters.length > TITLE_LIMIT ? `${characters.slice(0, TITLE_LIMIT - 1).join("")}…` : text;
}

type Sentence = (symptoms: Group["symptoms"]) => string;

const SENTENCES: Readonly<Record<SymptomKind, Sentence>> = {
  swapped: () => "Answers are swapped: the X-KM-Correlation-Id of another request comes back",
  "not-echoed": (symptoms) => `X-KM-Correlation-Id does not come back: ${alwaysOrAnother(symptoms)}`,
  "wrong-echo": ([{ subject }]) => `X-KM-Correlation-Id comes back ${subject ?? "altered"}`,
  "empty-body": ([{ subject }]) => `The body of the answer is ${subject ?? "empty"}`,
  absent: (symptoms) => `${placesText(symptoms)} ${isOne(symptoms) ? "is" : "are"} absent`,
  "another-type": (symptoms) => {
    const [{ violations, subject }] = symptoms;
    const demanded = /\bof type ([\w ]+?)(?= \(|$)/.exec(violations[0].documented)?.[1] ?? "another type";
    return `${placesText(symptoms)}: expected ${demanded}, came ${subject ?? "another type"}`;
  },
  "another-value": (symptoms) => {
    const [{ violations }] = symptoms;
    return `${placesText(symptoms)}: expected ${short(withoutClause(violations[0].documented))}, came ${short(violations[0].actual)}`;
  },
  "carried-out": (symptoms) => {
    const [{ subject }] = symptoms;
    const faults = new Set(symptoms.map(faultOf));
    const what =
      subject === undefined
        ? "that must be refused"
        : subject === "encryption"
          ? "that is not encrypted as documented"
          : `with a wrong ${subject}`;
    const told = names([...faults]);
    return `A request ${what} is carried out${faults.size === 1 ? `: ${told}` : ` (${told})`}`;
  },
  accepted: (symptoms) => {
    const [{ site }] = symptoms;
    const subjects = [...new Set(symptoms.flatMap(({ subject }) => subject ?? []))];
    const { expected } = site.result;
    return `${site.result.operation}: expected a refusal${expected.code === null ? "" : ` ${expected.code}`}, came ${answerText(symptoms[0])} (${names(subjects)})`;
  },
  "answered-otherwise": (symptoms) => {
    const wanted = [...new Set(symptoms.map(wantedText))];
    const came = answerText(symptoms[0]);
    if (wanted.length === 1) return `${scenarioText(symptoms)}: expected ${wanted[0]}, came ${came}`;
    return `${came} comes in place of ${wanted.length} other answers (${names(wanted)})`;
  },
  "another-status": (symptoms) => {
    const [{ violations }] = symptoms;
    return `${scenarioText(symptoms)}: expected status ${violations[0].documented}, came ${violations[0].actual}`;
  },
  reworded: (symptoms) =>
    `The message comes ${symptoms[0].subject ?? "altered"}: ${short(symptoms[0].violations[0].actual)}`,
  "another-message": (symptoms) => {
    const count = new Set(symptoms.map(({ key }) => key)).size;
    const [{ violations }] = symptoms;
    if (count > 1)
      return `${count} messages have other words than documented, such as ${short(violations[0].actual)}`;
    return `Message: expected ${short(violations[0].documented)}, came ${short(violations[0].actual)}`;
  },
  rule: (symptoms) => {
    const [{ violations, place }] = symptoms;
    const [{ rule, documented }] = violations;
    if (rule === "unique-value")
      return `${short(place)} is the same in several answers, and each should have its own`;
    const opening = OPENINGS[rule];
    if (opening !== undefined) return `${opening} ${short(violations[0].actual, 100)}`;
    return `${rule} at ${short(place)}: expected ${short(withoutClause(documented))}, came ${cameText(symptoms)}`;
  },
};

/** Rules whose findings are sentences of their own; what they expect is the rule itself. */
const OPENINGS: Readonly<Record<string, string>> = {
  encryption: "The encryption of the answer:",
  "json-well-formed": "The body is not well-formed JSON:",
  "response-time": "Answers take longer than KONAPLATE_MAX_RESPONSE_MS allows, such as",
  "content-type": "Content-Type: expected application/json, came",
};

function alwaysOrAnother(symptoms: Group["symptoms"]): string {
  const values = new Set(symptoms.map(({ violations }) => violations[0].actual));
  const [one = ""] = values;
  if (values.size === 1) return symptoms.length > 1 ? `always ${short(one)}` : `${short(one)} does`;
  return values.size === symptoms.length
    ? "another one each time"
    : `${values.size} others do, such as ${short(one)}`;
}

function cameText(symptoms: Group["symptoms"]): string {
  const values = new Set(symptoms.map(({ violations }) => violations[0].actual));
  const [one = ""] = values;
  return symptoms.length > 2 && values.size === 1 ? `${short(one)} each time` : short(one);
}

function placesText(symptoms: readonly Symptom[]): string {
  return names(placesOf(symptoms).map((place) => place.replace(/^header /, "")));
}

export function placesOf(symptoms: readonly Symptom[]): string[] {
  return [...new Set(symptoms.map(({ place }) => place))];
}

function isOne(symptoms: readonly Symptom[]): boolean {
  return placesOf(symptoms).length === 1;
}

function answerText({ site }: Symptom): string {
  const { status, code, message } = cameAt(site);
  const parts = [status ?? "", code ?? "", message === undefined ? "" : `"${short(message)}"`];
  return parts.filter((part) => part !== "").join(" ");
}

/** What the documents want in place of the answer that came: status and code, or what the rule demands of it. */
function wantedText(symptom: Symptom): string {
  const { violations, site } = symptom;
  const [{ rule, documented }] = violations;
  if (rule !== "status" && rule !== "code") return short(withoutClause(documented));
  const of = (id: string) => violations.find((violation) => violation.rule === id)?.documented;
  const { expected } = site.result;
  const isAlone = exchangeFacts(site.result).length <= 1;
  // A status of a step that is not violated is the documented one.
  const status = of("status") ?? cameAt(site).status;
  const code = of("code") ?? (isAlone ? expected.code : undefined);
  return short([status, code].filter((part) => typeof part === "string").join(" "));
}

/** The scenario, or how many there are of which operations. */
function scenarioText(symptoms: readonly Symptom[]): string {
  const scenarios = [
    ...new Set(symptoms.map(({ site: { result } }) => `${result.operation}/${scenarioOf(result)}`)),
  ];
  if (scenarios.length === 1) return scenarios[0] ?? "";
  const operations = [...new Set(symptoms.map(({ site }) => site.result.operation))];
  return operations.length === 1
    ? `${operations[0]}, ${scenarios.length} cases`
    : `${scenarios.length} cases`;
}

/** What is wrong in the request: a journey's step says it by its name, any other case by the end of its own. */
function faultOf({ violations, site }: Symptom): string {
  const { id, kind } = site.result;
  const step = kind === "journey" ? violations[0].exchange : undefined;
  return step ?? id.split(".").at(-1) ?? id;
}

/** The first few of the different names, and how many there are beside them. */
export function names(all: readonly string[], limit = NAMES): string {
  const different = [...new Set(all)];
  const more = different.length - limit;
  const first = different.slice(0, limit).join(", ");
  return more > 0 ? `${first} and ${more} more` : first;
}

function withoutClause(documented: string): string {
  return documented.replace(/ \([^()]*\)$/, "");
}

function short(text: string, limit = VALUE): string {
  return shown(text, limit).replace("… (more in conformance.json)", "…");
}
