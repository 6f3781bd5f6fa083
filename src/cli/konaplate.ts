#!/usr/bin/env node
import { program } from "./program.ts";

const argv = process.argv.slice(2);
const whole = await program(argv);
await whole.parseAsync(argv.length === 0 ? ["--help"] : argv, { from: "user" });
