// Takes out of dist/ what was built of a source that is no more: a spec that stayed would run its cases twice.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const ENDINGS = /\.(js|d\.ts)(\.map)?$/;

for (const name of readdirSync("dist", { recursive: true, encoding: "utf8" })) {
  if (!ENDINGS.test(name)) continue;
  const source = name.replace(ENDINGS, "");
  if (!existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) rmSync(join("dist", name));
}
