import type { PageModel, Row } from "../page-model.ts";
import type { Chance } from "./chance.ts";
import { type Habits, isMarked, tablesOf } from "./habits.ts";

const MENU =
  "User RegisterSearch for Member InformationMembership CancellationDraw회원 등록 계좌 조회Refund".repeat(40);

const FRAMES: Readonly<Record<Habits["frame"], readonly string[]>> = {
  none: [],
  portal: ["Konaplate logo", "API Documentation", "All API", "Service", "\u200b"],
  breadcrumb: ["Home > API Documentation > Service"],
  menu: ["Konaplate", "Guide", "API Documentation", "Support", "Login"],
};

/** The page as a person copies it from a browser, in one capture's habits. */
export function wildText(model: PageModel, habits: Habits, chance: Chance): string {
  const { labels } = habits;
  const out: string[] = [];
  const seen = new Map<string, string>();
  const gap = (): string[] => {
    if (habits.blanks === "none") return [];
    if (habits.blanks === "double") return ["", ""];
    if (habits.blanks === "chance" && chance.hit(0.5)) return [];
    return [habits.spaces === "zero-width" && chance.hit(0.2) ? "\u200b" : ""];
  };
  const put = (...lines: string[]): void => void out.push(...lines.flatMap((line) => [line, ...gap()]));
  putHead();
  for (const name of tablesOf(model, habits)) {
    if (habits.lostHeading !== name) put(labels[name]);
    if (isMarked(model, name)) put(...labels.encrypted);
    for (const row of model[name] ?? []) putRow(row);
  }
  putCodes();
  if (habits.lostSection !== "testData") putTitles();
  if (habits.tail)
    put(
      "Loading ...",
      "Request",
      "Loading...",
      "Response",
      "Click Try It!",
      "to start a Request and see the Response here!",
      MENU,
    );
  return ended(out.map(spaced));

  function putHead(): void {
    const mode = labels.mode[model.mode];
    const name = { glued: mode, spaced: ` ${mode}`, brackets: ` (${mode})`, line: "", none: "" }[habits.mode];
    put(...FRAMES[habits.frame], `${model.title}${name}`);
    if (habits.mode === "line") put(mode);
    put(...versionLines(), ...addressLines(), model.prose);
  }

  function versionLines(): string[] {
    const { versions } = model;
    if (habits.versionLine === "none") return [];
    if (habits.versionLine === "one line") return [`${labels.version} : ${versions.join(", ")}`];
    return [...versions, versions[0] ?? ""].map((version) => `${labels.version}: ${version}`);
  }

  function addressLines(): string[] {
    const { method, path } = model;
    if (habits.methodLine === "own") return [method, path];
    if (habits.methodLine === "with path") return [`${method} ${path}`];
    return [method, `https://sandbox.example.com/open-api/${path.replace(/^\//, "")}`];
  }

  function putRow(row: Row): void {
    put(row.name, row.type, labels.presence[row.presence], ...boundsOf(row));
    for (const line of row.description) out.push(bulleted(line));
    out.push(...gap(), ...(row.fields.length > 0 && !row.item ? gap() : []));
    const item = row.type === "array of strings" ? "string" : "object";
    if (row.item) put(`${row.name}_item`, item, labels.presence.Optional, `${row.name}_item content`);
    for (const field of row.fields) putRow(field);
    if (habits.widgets && row.type.startsWith("array")) put(labels.addObject);
  }

  function boundsOf({ bounds }: Row): string[] {
    const parts = Object.entries(bounds).map(
      ([bound, digits]) =>
        `${labels[bound as "length"]}${habits.colon}${habits.wideDigits ? wide(digits) : digits}`,
    );
    return habits.boundsOnLines || parts.length === 0 ? parts : [parts.join(habits.between)];
  }

  function bulleted(line: string): string {
    const plain = line.replace(/^\s*[•-]\s*/, "");
    return habits.quotes
      ? plain === line
        ? line.replaceAll("'", "’")
        : `${habits.bullet}${plain}`
      : plain === line
        ? line
        : `${habits.bullet}${plain}`;
  }

  function putCodes(): void {
    put(labels.codes);
    if (chance.hit(0.7)) put("Detailed classification and addition of error for unseccessful withfrawal");
    for (const { status, code, message, description } of model.codes) {
      const parts: [string, string][] = [
        [labels.code, code],
        [labels.message, message],
        ...(description === "" && chance.hit(0.5)
          ? []
          : [[labels.description, description] as [string, string]]),
      ];
      put(
        String(status),
        ...parts.flatMap(([label, text]) =>
          habits.codeHead === "glued" ? [`${label} : ${text}`] : [label, text],
        ),
      );
    }
    if (model.showAll && chance.hit(0.7)) put(labels.showAll);
  }

  function putTitles(): void {
    const titles = model.titles.map(({ status, title }) => `${status} - ${title}`);
    put(labels.testData, titles[0] ?? "Please select");
    out.push(...titles);
  }

  /** The same line looks the same wherever it stands. */
  function spaced(line: string): string {
    const known = seen.get(line);
    if (known !== undefined) return known;
    const made = spacedAnew(line);
    seen.set(line, made);
    return made;
  }

  function spacedAnew(line: string): string {
    if (habits.spaces === "no-break") return line.replaceAll(" ", () => (chance.hit(0.3) ? "\u00a0" : " "));
    if (habits.spaces === "trailing") return `${line}${" ".repeat(chance.upTo(3))}`;
    return line;
  }

  function ended(lines: readonly string[]): string {
    if (habits.ends !== "mixed") return lines.join(habits.ends);
    return lines.map((line) => line + (chance.hit(0.5) ? "\r\n" : "\n")).join("");
  }
}

function wide(digits: string): string {
  return digits.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
}
