import { operationChanges } from "../../contract/changes/operation-changes.ts";
import { textOfFact } from "../../contract/members.ts";
import type { Draft } from "../draft/draft.ts";
import { PageRefused } from "../refusal.ts";
import { factsOf } from "../write/facts.ts";
import {
  type ImportedPage,
  type ImportFolders,
  importPages,
  readCommonHeaders,
} from "../write/import-pages.ts";
import { rowLines } from "../write/import-report.ts";
import { lineOf } from "../write/page-record.ts";
import { isMeaning } from "../write/personal.ts";
import type { PageChanges } from "./diff-report.ts";
import { wordChanges } from "./word-changes.ts";

const SECTIONS = ["request", "response", "codes", "testData"];

/**
 * What newer pages change against the contract of a folder; what a person settled is no change. Throws PageRefused where
 * a page is of no operation of the contract, and whatever an import throws.
 */
export function diffPages(paths: readonly string[], folders: ImportFolders, partial: boolean): PageChanges[] {
  const { pages } = importPages(paths, folders, partial, "newer");
  const common = readCommonHeaders(folders);
  return pages.map(
    ({ operation, page, draft, last, before, after, rows, cases }: ImportedPage): PageChanges => {
      if (!before)
        throw new PageRefused(
          page.file,
          `is of no operation of the contract, neither by its path ${page.head.path.value} nor by its name; import it`,
        );
      // How a person words a field is none of the page's: its words are held against what it said itself.
      const facts = operationChanges(before, after, common).filter(({ fact }) => !isMeaning(fact));
      const changes = [...facts, ...wordChanges(last, wordsOf(draft))];
      return {
        operation,
        page: page.file,
        changes: changes.map((each) => {
          const line = lineOf(each.fact, draft.lines);
          return { ...each, ...(line !== undefined && { line }) };
        }),
        rows: rowLines({ rows, cases }),
        lost: SECTIONS.filter(
          (section) => draft.content[section] === "not-captured" && before[section] !== "not-captured",
        ),
      };
    },
  );
}

function wordsOf({ content }: Draft): Map<string, string> {
  return new Map([...factsOf(content)].map(([fact, { value }]) => [fact, textOfFact(value)]));
}
