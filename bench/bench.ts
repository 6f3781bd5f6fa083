import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, platform, release, tmpdir, totalmem } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { suiteVersion } from "../src/cli/suite-version.ts";
import type { ScaleSeries, Sealing, Series } from "./model.ts";
import { renderPage } from "./page.ts";
import { installPeers } from "./peers.ts";
import { measureRounds, measureScale } from "./rounds.ts";
import { FEWEST } from "./scenarios.ts";

const HELP = `Usage: npm run bench -- [options]

Measures bare loop, pactum, newman and this suite over the same scenarios against the same stub, in turns, and writes
docs/benchmark.md. Installs pactum, newman and undici into a folder that it takes away again.

  --sizes 36,360,3600     numbers of scenarios, each a multiple of ${FEWEST}
  --rounds 5              rounds of each
  --operations 5,35,150   sizes of the second table, in operations; "" leaves it out
  --scale-rounds 1        rounds of each of them
  --no-peers              bare loop (with Node's own fetch) and suite alone
  --out docs/benchmark.md where the page is written`;

const GIB = 1024 ** 3;
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  process.exitCode = await bench(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

async function bench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: "string", default: "36,360,3600" },
      rounds: { type: "string", default: "5" },
      operations: { type: "string", default: "5,35,150" },
      "scale-rounds": { type: "string", default: "1" },
      "no-peers": { type: "boolean", default: false },
      out: { type: "string", default: "docs/benchmark.md" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const sizes = numbersIn(values.sizes, "--sizes");
  const [rounds, scaleRounds] = [Number(values.rounds), Number(values["scale-rounds"])];
  if (sizes.some((size) => size % FEWEST !== 0))
    throw new Error(`--sizes: give multiples of ${FEWEST}, such as 36,360`);
  if (![rounds, scaleRounds].every((each) => Number.isInteger(each) && each > 0))
    throw new Error("--rounds and --scale-rounds: give whole numbers from 1 on");
  const operations = numbersIn(values.operations, "--operations");
  const folder = mkdtempSync(join(tmpdir(), "konaplate-bench-"));
  const [before = 0] = loadavg();
  try {
    const peersFolder = join(folder, "peers");
    mkdirSync(peersFolder);
    const peers = values["no-peers"] ? [] : installPeers(peersFolder);
    const out = resolve(values.out);
    const measured: { series: Series[]; scale: ScaleSeries[] } = { series: [], scale: [] };
    // After each of them: what was measured stands, whatever breaks later.
    const write = (): void => {
      const [after = 0] = loadavg();
      mkdirSync(dirname(out), { recursive: true });
      writeFileSync(
        out,
        renderPage({ circumstances: circumstances(args, peers, [before, after]), ...measured }),
      );
    };
    for (const form of ["plain", "encrypted"] as const satisfies readonly Sealing[])
      for (const cases of sizes) {
        const input = { form, cases, rounds, folder: join(folder, `${form}-${cases}`), tell };
        measured.series.push(
          ...(await measureRounds(peers.length > 0 ? { ...input, peers: peersFolder } : input)),
        );
        write();
      }
    for (const count of operations) {
      const own = join(folder, `operations-${count}`);
      measured.scale.push(await measureScale(count, scaleRounds, own, tell));
      write();
    }
    tell(`written: ${values.out}`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function numbersIn(text: string, name: string): number[] {
  const numbers = text
    .split(",")
    .filter((word) => word !== "")
    .map(Number);
  if (!numbers.every((each) => Number.isInteger(each) && each > 0))
    throw new Error(`${name}: give whole numbers from 1 on, with commas between them`);
  return numbers;
}

function circumstances(args: readonly string[], peers: readonly string[], load: readonly [number, number]) {
  const [first] = cpus();
  return {
    command: commandOf(args),
    at: new Date().toISOString().slice(0, 16).replace("T", " "),
    suite: suiteVersion(),
    node: process.version,
    system: `${platform()} ${release()}`,
    processors: `${cpus().length} of ${first?.model.trim() || "an unnamed model"}`,
    memory: `${(totalmem() / GIB).toFixed(1)} GiB`,
    load,
    peers,
  };
}

/** The command as anybody can give it: where its page went is of no interest. */
function commandOf(args: readonly string[]): string {
  const place = args.indexOf("--out");
  const told = place === -1 ? args : args.toSpliced(place, 2);
  return ["npm run bench", ...(told.length > 0 ? ["--", ...told] : [])].join(" ");
}
