import { existsSync } from "node:fs";
import { FileMistake, readDataFile } from "../../exact/data-file.ts";
import { isJsonObject } from "../../exact/json.ts";

/** What a person settled otherwise than the page has it, or than it was read. */
export interface Settled {
  /** Clause id; it covers everything below it: `user-register#request`. */
  readonly clause: string;
  readonly reason: string;
  readonly line: number;
}

/** The list of `settled.yaml`; none where there is no such file. Throws FileMistake. */
export function readSettled(path: string): Settled[] {
  if (!existsSync(path)) return [];
  const file = readDataFile(path);
  if (!Array.isArray(file.value))
    throw new FileMistake(path, 1, "is a list of entries with clause and reason");
  return file.value.map((entry, index) => {
    const line = file.lineOf(`/${index}`);
    const { clause, reason } = isJsonObject(entry) ? entry : {};
    if (typeof clause !== "string" || !/^[a-z0-9-]+#\S+$/.test(clause))
      throw new FileMistake(
        path,
        line,
        "clause is missing or no clause id such as user-register#request.loginId",
      );
    if (typeof reason !== "string" || reason.trim() === "")
      throw new FileMistake(path, line, `${clause} has no reason; say why the page is not followed`);
    return { clause, reason, line };
  });
}

export function covers({ clause }: Settled, operation: string, fact: string): boolean {
  const [id, path = ""] = clause.split("#");
  return id === operation && (fact === path || fact.startsWith(`${path}.`));
}
