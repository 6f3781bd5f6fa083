import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeOperations } from "./operations.mjs";

/**
 * Runs the suite on the embedded sandbox with invented operations beside its own five, and tells what that took: wall
 * time, processor time and the largest resident memory of each process, and the sizes of what it left. Linux alone.
 *
 *     npm run build && node bench/measure.mjs 0 30 145
 */

const PROGRAM = fileURLToPath(new URL("../dist/src/cli/konaplate.js", import.meta.url));
const EVERY_MS = 50;
const TICKS_PER_SECOND = 100;
const MIB = 1024 * 1024;

/** What /proc knows of a process and of those that it started; a process that is over counts as it was last seen. */
class Watched {
  seen = new Map();

  look(pid) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
      const peakKiB = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0);
      if (peakKiB === 0) return;
      const name = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").slice(1, 3).join(" ");
      const seconds = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
      this.seen.set(pid, { name, peak: peakKiB / 1024, seconds });
      for (const task of readdirSync(`/proc/${pid}/task`))
        for (const child of readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" "))
          if (child) this.look(Number(child));
    } catch {
      // It ended while it was looked at.
    }
  }
}

async function measure(count) {
  const folder = mkdtempSync(join(tmpdir(), "measure-"));
  const args = [PROGRAM, "run"];
  if (count > 0) {
    const { contract, cases } = writeOperations(count, folder);
    args.push("--contract", contract, "--cases", cases);
  }
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("KONAPLATE_"))),
  });
  const said = { out: "", err: "", phases: [] };
  child.stdout.on("data", (chunk) => {
    said.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    const after = ((performance.now() - began) / 1000).toFixed(1);
    if (/against |Writing/.test(chunk))
      said.phases.push(`${after} s ${/against/.test(chunk) ? "begun" : "sent"}`);
    said.err += chunk;
  });
  const watched = new Watched();
  const timer = setInterval(() => watched.look(child.pid), EVERY_MS);
  const code = await new Promise((resolve) => child.on("close", resolve));
  clearInterval(timer);
  const wall = (performance.now() - began) / 1000;
  tell(count, { code, wall, said, processes: [...watched.seen.values()], reports: join(folder, "reports") });
  rmSync(folder, { recursive: true, force: true });
}

function tell(count, { code, wall, said, processes, reports }) {
  const cpu = processes.reduce((sum, { seconds }) => sum + seconds, 0);
  const verdict = /Verdict: .*/.exec(said.out)?.[0] ?? said.err.slice(-500);
  console.log(`\n${5 + count} operations: exit ${code}, ${verdict}`);
  console.log(`  ${wall.toFixed(1)} s wall (${said.phases.join(", ")}), ${cpu.toFixed(1)} s processor`);
  for (const { name, peak, seconds } of processes)
    console.log(`  ${Math.round(peak)} MiB resident at most, ${seconds.toFixed(1)} s: ${name.slice(-60)}`);
  console.log(`  terminal ${said.out.length} characters`);
  for (const name of existsSync(reports) ? readdirSync(reports).sort() : []) {
    const { bytes, files } = sizeOf(join(reports, name));
    console.log(
      `  ${(bytes / MIB).toFixed(2).padStart(8)} MiB ${name}${files > 1 ? ` (${files} files)` : ""}`,
    );
  }
  const first = join(reports, "docs", "index.html");
  if (existsSync(first))
    console.log(`  ${(statSync(first).size / 1024).toFixed(0).padStart(8)} KiB docs/index.html`);
}

function sizeOf(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return { bytes: stat.size, files: 1 };
  return readdirSync(path)
    .map((name) => sizeOf(join(path, name)))
    .reduce((a, b) => ({ bytes: a.bytes + b.bytes, files: a.files + b.files }), { bytes: 0, files: 0 });
}

const counts = process.argv.slice(2).map(Number);
if (counts.length === 0 || counts.some((count) => !Number.isInteger(count) || count < 0)) {
  console.error("usage: node bench/measure.mjs COUNT… (invented operations beside the five)");
  process.exit(2);
}
for (const count of counts) await measure(count);
