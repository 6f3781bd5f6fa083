/** @jsxImportSource preact */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { PROJECT_ROOT } from "../../src/exact/project-root.ts";
import { shown } from "../../src/results/inert-text.ts";
import type { MatrixCell, MatrixRow, Standing, TargetMatrix } from "../../src/results/matrix/model.ts";
import { STANDINGS } from "../../src/results/matrix/model.ts";
import { DocsSection, Table, Words } from "../docs/marks.tsx";
import { answerWords, CELL_SIGNS, CELL_WORDS, isTold, pageText, standingText } from "./cell-text.ts";

const STYLE = join(PROJECT_ROOT, "reporters/docs/assets/docs.css");
/** Rows of one standing; matrix.json has them all. */
const ROWS_SHOWN = 2000;

/** The matrix as one page in the form of the documentation: nothing is loaded, and nothing runs. */
export function matrixPage(matrix: TargetMatrix): string {
  const style = `${readFileSync(STYLE, "utf8")}\nbody > main { padding: 0 1.5rem 4rem; }\n`;
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const title = `${matrix.targets.map(({ name }) => name).join(", ")} side by side`;
  const head = renderToString(
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{shown(title)}</title>
      <link rel="icon" href="data:," />
    </head>,
  );
  const body = renderToString(<Body matrix={matrix} title={shown(title)} />);
  // The style sheet is the suite's own; its very bytes are what the policy's digest is of.
  const styled = head.replace("</head>", () => `<style>${style}</style></head>`);
  return `<!doctype html>\n<html lang="en">${styled}${body}</html>\n`;
}

function Body({ matrix, title }: { readonly matrix: TargetMatrix; readonly title: string }): JSX.Element {
  return (
    <body>
      <main id="content">
        <div class="opening">
          <h1>{title}</h1>
          {matrix.notices.map((notice) => (
            <p key={notice} class="note">
              {shown(notice, 400)}
            </p>
          ))}
        </div>
        <Targets matrix={matrix} />
        {STANDINGS.map((standing) => (
          <Rows key={standing} matrix={matrix} standing={standing} />
        ))}
        <Readings matrix={matrix} />
      </main>
    </body>
  );
}

interface Shown {
  readonly matrix: TargetMatrix;
}

function Targets({ matrix: { targets } }: Shown): JSX.Element {
  return (
    <DocsSection id="targets" title="Targets">
      <Table label="Targets" head={["Target", "At", "Run of", "Verdict", "Suite", "Contract", "Seed"]}>
        {targets.map((target) => (
          <tr key={target.name}>
            <th scope="row">{shown(target.name)}</th>
            <td>{shown(target.baseUrl)}</td>
            <td>{shown(target.startedAt)}</td>
            <td>{target.verdict}</td>
            <td>{shown(target.suite)}</td>
            <td>
              <code>{shown(target.contractDigest).slice(0, 16)}</code>
            </td>
            <td>{shown(target.seed)}</td>
          </tr>
        ))}
      </Table>
    </DocsSection>
  );
}

function Rows({ matrix, standing }: Shown & { readonly standing: Standing }): JSX.Element | null {
  const own = matrix.rows.filter((row) => row.standing === standing);
  const rows = own.filter(isTold).slice(0, ROWS_SHOWN);
  if (own.length === 0) return null;
  const left = own.length - rows.length;
  const hasPage = matrix.contractDigest !== undefined;
  const words = standingText(standing, matrix);
  const head = [
    "Operation",
    "Scenario",
    ...(hasPage ? ["The page"] : []),
    ...matrix.targets.map(({ name }) => shown(name)),
  ];
  return (
    <DocsSection
      id={standing}
      title={`${words.slice(0, 1).toUpperCase()}${words.slice(1)} (${own.length})`}
      note={left > 0 ? `${left} of them are in matrix.json alone.` : undefined}
    >
      {rows.length > 0 && (
        <Table label={words} head={head}>
          {rows.map((row) => (
            <Row key={row.id} row={row} hasPage={hasPage} />
          ))}
        </Table>
      )}
    </DocsSection>
  );
}

function Row({ row, hasPage }: { readonly row: MatrixRow; readonly hasPage: boolean }): JSX.Element {
  const { id, operation, title, cells } = row;
  return (
    <tr>
      <td>{shown(operation)}</td>
      <th scope="row" class="prose">
        <Words text={shown(title)} />
        <span class="small">{shown(id)}</span>
      </th>
      {hasPage && <td>{pageText(row)}</td>}
      {cells.map((cell, index) => (
        <td key={index}>
          <Cell cell={cell} />
        </td>
      ))}
    </tr>
  );
}

function Cell({ cell: { outcome, answer, why } }: { readonly cell: MatrixCell }): JSX.Element {
  return (
    <>
      <span class={`mark mark-${outcome === "absent" ? "not-exercised" : outcome}`}>
        <span class="sign" aria-hidden="true">
          {CELL_SIGNS[outcome]}
        </span>
        {CELL_WORDS[outcome]}
      </span>{" "}
      {answerWords(answer)}
      {why !== "" && <span class="small">{shown(why)}</span>}
    </>
  );
}

function Readings({ matrix: { readings, targets, contractDigest } }: Shown): JSX.Element | null {
  const hasPage = contractDigest !== undefined;
  if (readings.length === 0) return null;
  return (
    <DocsSection
      id="readings"
      title="Readings"
      note="Where the pages contradict themselves, and which way each target goes; those in which they differ first."
    >
      <Table
        label="Readings"
        head={["Question", ...(hasPage ? ["Taken"] : []), ...targets.map(({ name }) => shown(name))]}
      >
        {readings.map(({ id, question, page, differs, observed }) => (
          <tr key={id}>
            <th scope="row" class="prose">
              {differs && <span class="tag">differs</span>} <Words text={shown(question, 400)} />
              <span class="small">{shown(id)}</span>
            </th>
            {hasPage && <td class="prose">{shown(page ?? "")}</td>}
            {observed.map((ways, index) => (
              <td key={index} class="prose">
                {ways.length === 0 ? "nothing seen" : shown(ways.join("; "))}
              </td>
            ))}
          </tr>
        ))}
      </Table>
    </DocsSection>
  );
}
