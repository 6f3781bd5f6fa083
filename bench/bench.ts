import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { circumstances, loadNow } from "./circumstances.ts";
import type { ScaleSeries, Sealing, Series } from "./model.ts";
import { HELP, type Options, readOptions } from "./options.ts";
import { renderPage } from "./page.ts";
import { installPeers } from "./peers.ts";
import { measureRounds, measureScale } from "./rounds.ts";

const FORMS: readonly Sealing[] = ["plain", "encrypted"];
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(HELP);
  else await bench(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

/** Measures, and writes the page after each series: what was measured stands, whatever breaks later. */
async function bench(options: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "konaplate-bench-"));
  const before = loadNow();
  try {
    const peersFolder = join(folder, "peers");
    mkdirSync(peersFolder);
    const peers = options.withPeers ? installPeers(peersFolder) : [];
    const measured: { series: Series[]; scale: ScaleSeries[] } = { series: [], scale: [] };
    const write = (): void => {
      const told = circumstances(options.command, peers, [before, loadNow()]);
      writePage(options.out, renderPage({ circumstances: told, ...measured }));
    };
    for (const [form, cases] of FORMS.flatMap((each) => options.sizes.map((size) => [each, size] as const))) {
      const input = { form, cases, rounds: options.rounds, folder: join(folder, `${form}-${cases}`), tell };
      const series = await measureRounds(options.withPeers ? { ...input, peers: peersFolder } : input);
      measured.series.push(...series);
      write();
    }
    for (const count of options.operations) {
      const own = join(folder, `operations-${count}`);
      measured.scale.push(await measureScale(count, options.scaleRounds, own, tell));
      write();
    }
    tell(`written: ${options.out}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writePage(out: string, page: string): void {
  const path = resolve(out);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, page);
}
