import type { PageModel, Row } from "../page-model.ts";
import type { Chance } from "./chance.ts";
import { type Habits, isMarked, tablesOf } from "./habits.ts";

const SHELLS = ["app", "list", "definition", "table"] as const;

const text = (raw: string): string =>
  raw.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\u00a0", "&nbsp;");

/** The page as a browser saves it complete: scripts, styles, icons and menus around it. */
export function wildHtml(model: PageModel, habits: Habits, chance: Chance): string {
  const { labels } = habits;
  const shell = chance.one(SHELLS);
  const mode = labels.mode[model.mode];
  const tables = tablesOf(model, habits).map((name) =>
    section(labels[name], isMarked(model, name), model[name] ?? []),
  );
  return `<!DOCTYPE html>
<!-- saved from url=(0064)https://developers.example.com/api/${model.path} -->
<html lang="ko"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>API</title>
<style>.api-name{font-size:20px} body:after{content:"Request Parameters string Required"}</style>
<script async src="./page_files/analytics.js"></script><script>window.__STATE__ = {"name":"string","required":"Required","codes":["000_999"]};</script></head>
<body class="api"><noscript>You need to enable JavaScript</noscript>
<svg><title>Konaplate logo</title></svg>
<header><a href="./"><img src="logo.png" alt="Konaplate logo"></a><nav><ul><li><a>Guide</a></li><li><a>API Documentation</a></li></ul></nav></header>
<aside style="display: none"><ul><li>User Register</li><li>Required</li></ul></aside>
<main><div class="breadcrumb"><span>API Documentation</span><span>All API</span><span>Service</span></div>
${shell === "list" ? `<h2>${text(model.title)} <em>${mode}</em></h2>` : `<div class="api-name">${text(model.title)}<span class="badge">${mode}</span></div>`}
<div>${model.versions.map((version) => `<span>${labels.version}: ${version}</span>`).join("<br/>")}</div>
<div class="url"><b>${model.method}</b>&nbsp;<span>${model.path}</span></div>
<div class="text"><p>${text(model.prose)}</p></div>
${tables.join("\n")}
<section><h4>${labels.codes}</h4><p>Detailed classification and addition of error for unseccessful withfrawal</p>
${codes()}
${model.showAll ? `<button type="button">${labels.showAll}</button>` : ""}</section>
<section>${habits.lostSection === "testData" ? "" : `<h4>${labels.testData}</h4>`}<select>${model.titles.length === 0 || habits.lostSection === "testData" ? "<option>Please select</option>" : model.titles.map(({ status, title }) => `<option value="1">${status} - ${text(title)}</option>`).join("")}</select>
<div>Loading ...</div><h5>Request</h5><pre>Loading...</pre><h5>Response</h5><button>Click Try It!</button></section></main>
<footer>Copyright</footer><script>console.log("Required")</script></body></html>`;

  function section(heading: string, encrypted: boolean, rows: readonly Row[]): string {
    const mark = encrypted
      ? `<div class="enc"><strong>${labels.encrypted[0]}</strong> <span>Check out <a href="#">Guidelines</a> for more information.</span></div>`
      : "";
    const body =
      shell === "table"
        ? `<table><thead><tr><th>${labels.presence.Required === "필수" ? "이름" : "Name"}</th><th>Type</th><th>Required</th><th>Length</th><th>Description</th></tr></thead><tbody>${rows.map((row) => tableRows(row)).join("\n")}</tbody></table>`
        : rows.map((row) => block(row, 0)).join("\n");
    return `<section><h4>${heading}</h4>${mark}${body}</section>`;
  }

  function bounds({ bounds: own }: Row): string {
    return Object.entries(own)
      .map(([bound, digits]) => `${labels[bound as "length"]}${habits.colon}${digits}`)
      .join(habits.between);
  }

  function described({ description }: Row): string {
    const bullets = description
      .filter((line) => /^\s*[•-]/.test(line))
      .map((line) => `<li>${text(line.replace(/^\s*[•-]\s*/, ""))}</li>`);
    const plain = description.filter((line) => !/^\s*[•-]/.test(line)).map((line) => `<p>${text(line)}</p>`);
    return plain.join("") + (bullets.length > 0 ? `<ul>${bullets.join("")}</ul>` : "");
  }

  function block(row: Row, depth: number): string {
    const item = row.item
      ? block(
          {
            name: `${row.name}_item`,
            type: row.type === "array of strings" ? "string" : "object",
            presence: "Optional",
            bounds: {},
            description: [`${row.name}_item content`],
            fields: [],
          },
          depth + 1,
        )
      : "";
    const inner = item + row.fields.map((field) => block(field, depth + 1)).join("\n");
    if (shell === "definition")
      return `<dl><dt>${row.name}</dt><dd>${row.type}</dd><dd>${labels.presence[row.presence]}</dd>${bounds(row) ? `<dd>${bounds(row)}</dd>` : ""}<dd>${described(row)}</dd></dl>${inner && `<div class="inner">${inner}</div>`}`;
    const cells = [
      `<span class="n">${row.name}</span>`,
      `<span class="t">${row.type}</span>`,
      `<span class="p">${labels.presence[row.presence]}</span>`,
      bounds(row) && `<span>${bounds(row)}</span>`,
    ].filter(Boolean);
    const own =
      shell === "list"
        ? cells.map((cell) => `<div>${cell}</div>`).join("")
        : `<div>${cells.join("\n")}</div>`;
    return `<div class="param depth-${depth}">${own}<div class="desc">${described(row)}</div>${inner}</div>`;
  }

  function tableRows(row: Row): string {
    const own = `<tr><td>${row.name}</td><td>${row.type}</td><td>${labels.presence[row.presence]}</td><td>${bounds(row)}</td><td>${described(row)}</td></tr>`;
    const item = row.item
      ? `<tr><td>${row.name}_item</td><td>${row.type === "array of strings" ? "string" : "object"}</td><td>${labels.presence.Optional}</td><td></td><td></td></tr>`
      : "";
    return own + item + row.fields.map(tableRows).join("\n");
  }

  function codes(): string {
    if (shell === "table")
      return `<table><tr><th>Status</th><th>${labels.code}</th><th>${labels.message}</th><th>${labels.description}</th></tr>${model.codes.map(({ status, code, message, description }) => `<tr><td>${status}</td><td>${code}</td><td>${text(message)}</td><td>${text(description)}</td></tr>`).join("\n")}</table>`;
    return model.codes
      .map(
        ({ status, code, message, description }) =>
          `<div class="code"><strong>${status}</strong><dl><dt>${labels.code}</dt><dd>${code}</dd><dt>${labels.message}</dt><dd>${text(message)}</dd><dt>${labels.description}</dt><dd>${text(description)}</dd></dl></div>`,
      )
      .join("\n");
  }
}
