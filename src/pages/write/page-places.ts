import { textOfFact } from "../../contract/members.ts";
import { ContractMistake } from "../../contract/mistakes.ts";
import { parseData } from "../../exact/data-file.ts";
import { toPointer } from "../../exact/json.ts";
import { shownPath } from "../../exact/shown-path.ts";
import { factsOf } from "./facts.ts";
import type { ImportedPage } from "./import-pages.ts";
import { lineOf } from "./page-record.ts";
import { isOfAPerson } from "./personal.ts";
import { ContractText } from "./yaml.ts";

/**
 * What cannot stand in a contract, told by the line of the page that says it: the contract file that bore it was not
 * written. What no page says keeps its place in the file that says it.
 */
export function toldByPage({ problems }: ContractMistake, pages: readonly ImportedPage[]): ContractMistake {
  const places = new Map(pages.flatMap(placesOf));
  return new ContractMistake(
    problems.map((problem) => {
      const [, place = "", rest = ""] = /^(.*?:\d+): (.*)$/s.exec(problem) ?? [];
      const onPage = places.get(place);
      return onPage === undefined ? problem : `${onPage}: ${rest}; mend it in this copy of the page`;
    }),
  );
}

/** Lines of the contract file, as it would be, with the lines of the page that they follow. */
function placesOf({ page, draft, files, operation, cases }: ImportedPage): [string, string][] {
  const isContract = (path: string): boolean => path !== cases && !/[\\/]pages[\\/][^\\/]+$/.test(path);
  return files
    .filter(({ path }) => path.endsWith(`${operation}.yaml`) && isContract(path))
    .flatMap(({ path, text }) => {
      const file = parseData(path, text);
      const drafted = factsOf(draft.content);
      const settled = otherRows(drafted, factsOf(new ContractText(text).content));
      return [...drafted].flatMap(([fact, { place }]): [string, string][] => {
        const line = lineOf(fact, draft.lines);
        if (line === undefined || settled.has(rowOf(fact))) return [];
        const rows = place.map((_, index) => file.lineOf(toPointer(place.slice(0, index + 1))));
        return [...new Set(place.length > 1 ? rows.slice(1) : rows)].map((at) => [
          `${shownPath(path)}:${at}`,
          `${page.file}:${line}`,
        ]);
      });
    });
}

/** Rows of which the file says something else than the page. */
function otherRows(drafted: Facts, written: Facts): Set<string> {
  const all = [...drafted.keys(), ...written.keys()].filter((fact) => !isOfAPerson(fact));
  const textIn = (facts: Facts, fact: string): string | undefined => {
    const placed = facts.get(fact);
    return placed && textOfFact(placed.value);
  };
  return new Set(all.filter((fact) => textIn(drafted, fact) !== textIn(written, fact)).map(rowOf));
}

type Facts = ReturnType<typeof factsOf>;

function rowOf(fact: string): string {
  return fact.slice(0, Math.max(fact.lastIndexOf("."), 0));
}
