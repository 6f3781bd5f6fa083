import type { PageModel, Row } from "../page-model.ts";
import type { Chance } from "./chance.ts";
import { type Habits, isMarked, tablesOf } from "./habits.ts";

/** The page as a converter of web pages to Markdown writes it. */
export function wildMarkdown(model: PageModel, habits: Habits, chance: Chance): string {
  const { labels } = habits;
  const mark = chance.one(["##", "###", "####"]);
  const bullet = chance.one(["-", "*", "+"]);
  const style = chance.one(["paragraphs", "bullets", "table"] as const);
  const out: string[] = [
    "[![Konaplate logo](./logo.png)](https://developers.example.com/)",
    "",
    `# ${model.title}${labels.mode[model.mode]}`,
    "",
  ];
  for (const version of model.versions) out.push(`${labels.version}: ${version}`, "");
  out.push(
    chance.hit(0.5)
      ? `\`${model.method}\` \`${model.path}\``
      : `${model.method}\n\n${model.path.replaceAll("_", "\\_")}`,
    "",
    model.prose,
    "",
  );
  for (const name of tablesOf(model, habits)) {
    const rows = model[name] ?? [];
    out.push(`${mark} ${labels[name]}`, "");
    if (isMarked(model, name))
      out.push(
        `${labels.encrypted[0]} Check out [Guidelines](https://developers.example.com/guide) for more information.`,
        "",
      );
    if (style === "table")
      out.push("| Name | Type | Required | Length | Description |", "| --- | --- | :---: | --- | --- |");
    for (const row of rows) put(row, 0);
    out.push("");
  }
  out.push(`${mark} ${labels.codes}`, "");
  for (const { status, code, message, description } of model.codes)
    out.push(
      `**${status}**`,
      "",
      labels.code,
      "",
      code.replaceAll("_", "\\_"),
      "",
      labels.message,
      "",
      message.replaceAll("_", "\\_"),
      "",
      labels.description,
      "",
      description,
      "",
    );
  if (model.showAll) out.push(labels.showAll, "");
  if (habits.lostSection !== "testData")
    out.push(
      `${mark} ${labels.testData}`,
      "",
      ...model.titles.map(({ status, title }) => `${bullet} ${status} - ${title}`),
    );
  out.push("", "Loading ...", "");
  return out.join(habits.ends === "mixed" ? "\n" : habits.ends);

  function put(row: Row, depth: number): void {
    const bounds = Object.entries(row.bounds)
      .map(([bound, digits]) => `${labels[bound as "length"]}${habits.colon}${digits}`)
      .join(habits.between);
    const cells = [row.type, labels.presence[row.presence], ...(bounds ? [bounds] : [])];
    const description = row.description.map((line) => line.replace(/^\s*[•-]\s*/, `${bullet} `));
    if (style === "paragraphs")
      out.push(
        `**${row.name.replaceAll("_", "\\_")}**`,
        "",
        ...cells.flatMap((cell) => [cell, ""]),
        ...description.flatMap((line) => [line, ""]),
      );
    if (style === "bullets")
      out.push(
        `${"    ".repeat(depth)}${bullet} \`${row.name}\` ${cells.join(" ")}`,
        ...description.map((line) => `${"    ".repeat(depth)}  ${line}`),
      );
    if (style === "table")
      out.push(
        `| ${[row.name.replaceAll("_", "\\_"), row.type, cells[1], bounds, description.join("<br>")].join(" | ")} |`,
      );
    for (const field of row.fields) put(field, depth + 1);
  }
}
