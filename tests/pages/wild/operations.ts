import type { Code, PageModel, Row } from "../page-model.ts";
import type { Chance } from "./chance.ts";
import { CODES, HOLDERS, type Kind, kindOf, NAMES, NOUNS, TITLES } from "./vocabulary.ts";

const LISTS = ["tagList", "stallIds", "codes", "imageUrls"];
const PRESENCE = ["Required", "Required", "Optional", "Conditional"] as const;

/** Rows by chance, no name twice in one table; objects and lists hold rows of their own. */
function rowsOf(chance: Chance, most: number, depth: number, taken: Set<string>): Row[] {
  const rows: Row[] = [];
  const count = 1 + chance.upTo(most - 1);
  for (let index = 0; index < count; index++) {
    const holds = depth < 2 && chance.hit(0.15);
    const listed = !holds && chance.hit(0.08);
    const free = (holds ? Object.keys(HOLDERS) : listed ? LISTS : Object.keys(NAMES)).filter(
      (name) => !taken.has(name),
    );
    if (free.length === 0) continue;
    const name = chance.one(free);
    taken.add(name);
    const kind = NAMES[name];
    const presence = chance.one(PRESENCE);
    if (kind) rows.push(scalar(name, ...kind, presence, chance));
    else if (listed)
      rows.push({
        name,
        type: "array of strings",
        presence,
        bounds: {},
        description: chance.one([["목록"], ["Ids of stalls"], []]),
        fields: [],
        ...(chance.hit(0.4) && { item: true }),
      });
    else rows.push(holder(name, presence, chance, depth, taken));
  }
  return rows;
}

function holder(
  name: string,
  presence: Row["presence"],
  chance: Chance,
  depth: number,
  taken: Set<string>,
): Row {
  const isList = /List|items/.test(name);
  return {
    name,
    type: isList ? "array of objects" : "object",
    presence,
    bounds: {},
    description: chance.one([[`${name} 정보`], ["상세 정보"], [`Facts of ${name}`], []]),
    fields: members(name, chance, depth, taken),
    ...(isList && chance.hit(0.5) && { item: true }),
  };
}

function scalar(name: string, kind: Kind, first: string, presence: Row["presence"], chance: Chance): Row {
  const { type, bounds, says } = kind;
  return {
    name,
    type,
    presence,
    bounds: chance.one(bounds),
    description: [first, ...chance.one(says)],
    fields: [],
  };
}

/** The members of a holder; where a list stands in it, it is the last of them. */
function members(holderName: string, chance: Chance, depth: number, taken: Set<string>): Row[] {
  const root = /^[a-z]+/.exec(holderName)?.[0] ?? "";
  const [korean, english] = NOUNS[root] ?? ["", ""];
  const names = (HOLDERS[holderName] ?? []).filter((name) => !taken.has(name));
  const rows = chance.some(names, 2, names.length).map((name): Row => {
    taken.add(name);
    const first = chance.one([`${korean} 항목`, `What is known of the ${english}`, `${korean}의 ${name}`]);
    return scalar(name, kindOf(name), first, chance.one(PRESENCE), chance);
  });
  const inner = Object.keys(HOLDERS).filter((name) => !taken.has(name));
  if (depth > 0 || inner.length === 0 || !chance.hit(0.2)) return rows;
  const name = chance.one(inner);
  taken.add(name);
  return [...rows, holder(name, chance.one(PRESENCE), chance, depth + 1, taken)];
}

function headerRows(chance: Chance): Row[] {
  const of = (name: string, presence: Row["presence"], length: string, ...description: string[]): Row => ({
    name,
    type: "string",
    presence,
    bounds: { length },
    description,
    fields: [],
  });
  return [
    of(
      "X-KM-User-AspId",
      "Required",
      "15",
      "ASP ID",
      "  • ID given to the service provider.",
      "  • The ID is provided at the time of contract.",
    ),
    of(
      "X-KM-Correlation-Id",
      "Required",
      "20",
      "Transaction number for tracking trasncription",
      "  • Form : yyMMddHHmiSS-xxxxxxx",
      "  • xxxxxxx : 7digit, Hex String",
    ),
    of(
      "X-KM-Access-Key",
      "Conditional",
      "40",
      "Access Key created by Project",
      "  • Excluding the case for Callback API",
    ),
    of(
      "X-KM-Crypto-Key-Id",
      "Optional",
      "32",
      "Data Encryption/Decryption Key ID",
      "  • Required value when requesting data encryption.",
    ),
    of(
      "X-KM-Tran-Token",
      "Required",
      "66",
      "Refer to Common header information - X-KM-Tran-Token Guide page",
    ),
    of(
      "X-KM-Tran-Time",
      "Required",
      chance.one(["14", "16"]),
      "Client Request Time",
      "  • Form : YYYYMMDDHHMMSS",
    ),
    of("X-KM-Time-Zone", "Required", "3", "International Standard Time (UTC, KST, ...)"),
  ];
}

function codesOf(chance: Chance): Code[] {
  const errors = chance.some(CODES, 0, 11);
  const success: Code = {
    status: 200,
    code: "000_000",
    message: chance.one(["Success.", "Success"]),
    description: chance.one(["성공", "Success"]),
  };
  return [
    success,
    ...errors.map(([code, message, description]) => ({
      status: chance.hit(0.9) ? 400 : chance.one([401, 404, 500]),
      code,
      message,
      description,
    })),
  ];
}

/** An invented operation. */
export function wildOperation(chance: Chance): PageModel {
  const [title, path] = chance.one(TITLES);
  const version = chance.one(["v1", "v2"]);
  const codes = codesOf(chance);
  const request = chance.hit(0.9) ? rowsOf(chance, 7, 0, new Set()) : undefined;
  const response = chance.hit(0.8) ? rowsOf(chance, 9, 0, new Set()) : undefined;
  const params = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  const method = params.length > 0 ? "GET" : chance.one(["POST", "POST", "POST", "PUT", "DELETE"]);
  const shown = codes.length >= 10 ? codes.slice(0, 10) : codes;
  return {
    title,
    mode: chance.one(["Sync", "Sync", "Async"]),
    versions: chance.one([["v1"], ["v2"], ["v1", "v2"], ["v3", "v1"]]),
    method,
    path: `${chance.hit(0.85) ? "/" : ""}api/${version}/${path}`,
    prose: chance.one([
      "Used to open a stall on the market.",
      "매장의 휴무일을 등록합니다.",
      "The result of POST /api/v1/draws is asked for. Required for each draw.",
    ]),
    requestHeaders: headerRows(chance),
    ...(params.length > 0 && {
      pathParameters: params.map(
        (name): Row => ({
          name,
          type: "string",
          presence: "Required",
          bounds: { length: "12" },
          description: ["추첨 ID"],
          fields: [],
        }),
      ),
    }),
    ...(method === "GET" ? { query: rowsOf(chance, 3, 2, new Set()) } : request && { request }),
    requestEncrypted: method !== "GET" && request !== undefined && chance.hit(0.5),
    responseHeaders: headerRows(chance).filter(({ name }) => /Correlation|Crypto/.test(name)),
    ...(response && { response }),
    responseEncrypted: response !== undefined && chance.hit(0.5),
    codes: shown,
    showAll: codes.length > 10,
    titles:
      codes.length > 3
        ? codes
            .map(({ status, description, message }) => ({ status, title: description || message }))
            .filter(({ title: each }, index, all) => all.findIndex((other) => other.title === each) === index)
        : [],
  };
}
