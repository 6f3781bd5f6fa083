import { scenarioOf } from "./answer-symptom.ts";
import type { Symptom, SymptomKind } from "./symptom.ts";

/** Symptoms that have one cause; the key is the same in every run that has it. */
export interface Group {
  readonly key: string;
  readonly symptoms: readonly [Symptom, ...Symptom[]];
}

/** So many places that are of another type in the same way are one habit of a server rather than as many slips. */
const PLACES_OF_A_HABIT = 3;
/** So many messages with other words are another list of messages. */
const MESSAGES_OF_ANOTHER_LIST = 5;

/** Puts the symptoms together that have one cause. */
export function groupSymptoms(symptoms: readonly Symptom[]): Group[] {
  const byKey = grouped(symptoms, ({ key }) => key).map(([key, members]) => ({ key, symptoms: members }));
  const once = withRepeats(byKey);
  const types = lumped(
    once,
    PLACES_OF_A_HABIT,
    "another-type",
    ({
      symptoms: [
        {
          violations: [lead],
          subject,
        },
      ],
    }) => {
      const demanded = /\bof type (\w+)/.exec(lead.documented)?.[1] ?? "";
      return `types ${demanded} ${subject ?? ""}`;
    },
  );
  const messages = lumped(types, MESSAGES_OF_ANOTHER_LIST, "another-message", () => "messages");
  return withSameSites(messages);
}

/** A refusal that was asked for again answers otherwise because the first one did: it is no other cause. */
function withRepeats(groups: readonly Group[]): Group[] {
  const isAgain = ({ site }: Symptom): boolean => site.result.id.includes("/again.");
  const home = ({ site }: Symptom): string => `${site.result.operation}/${scenarioOf(site.result)}`;
  const homes = new Map<string, string>();
  for (const { key, symptoms } of groups)
    for (const symptom of symptoms)
      if (!isAgain(symptom) && isOfAnswer(symptom)) homes.set(home(symptom), key);
  const keyOf = (symptom: Symptom): string =>
    (isAgain(symptom) && isOfAnswer(symptom) ? homes.get(home(symptom)) : undefined) ?? symptom.key;
  const all = groups.flatMap(({ key, symptoms }) =>
    symptoms.map((symptom) => ({ symptom, key: keyOf(symptom) === symptom.key ? key : keyOf(symptom) })),
  );
  return grouped(all, ({ key }) => key).map(([key, members]) => ({ key, symptoms: told(members) }));
}

function told(members: readonly [{ symptom: Symptom }, ...{ symptom: Symptom }[]]): Group["symptoms"] {
  const [first, ...rest] = members;
  return [first.symptom, ...rest.map(({ symptom }) => symptom)];
}

const OF_ANSWER: readonly SymptomKind[] = [
  "accepted",
  "answered-otherwise",
  "another-status",
  "another-message",
  "reworded",
];

function isOfAnswer({ kind }: Symptom): boolean {
  return OF_ANSWER.includes(kind);
}

/** Groups of a kind that are alike by `likeness`, put together where there are at least so many. */
function lumped(
  groups: readonly Group[],
  atLeast: number,
  kind: SymptomKind,
  likeness: (group: Group) => string,
): Group[] {
  const isOfKind = (group: Group): boolean => group.symptoms[0].kind === kind;
  const lumps = grouped(groups.filter(isOfKind), likeness);
  return [
    ...groups.filter((group) => !isOfKind(group)),
    ...lumps.flatMap(([key, members]) => (members.length < atLeast ? members : [merged(key, members)])),
  ];
}

/** Kinds of which several places of the very same answers go wrong together. */
const OF_PLACES: readonly SymptomKind[] = ["absent", "another-type", "another-value", "empty-body"];

/** Places that go wrong in the same answers by the same rule, and never one without the others. */
function withSameSites(groups: readonly Group[]): Group[] {
  const likeness = ({ key, symptoms }: Group): string => {
    const [{ kind, violations }] = symptoms;
    if (!OF_PLACES.includes(kind)) return key;
    const sites = symptoms.map(({ site }) => `${site.result.id} ${site.sent?.label ?? ""}`).sort();
    return JSON.stringify([kind, violations[0].rule, ...sites]);
  };
  return grouped(groups, likeness).map(([, [first, ...rest]]) => {
    const keys = [first, ...rest].map(({ key }) => key).sort();
    return merged(keys[0] ?? first.key, [first, ...rest]);
  });
}

function merged(key: string, [first, ...rest]: readonly [Group, ...Group[]]): Group {
  return { key, symptoms: [...first.symptoms, ...rest.flatMap(({ symptoms }) => symptoms)] as const };
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): [string, [T, ...T[]]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups];
}
