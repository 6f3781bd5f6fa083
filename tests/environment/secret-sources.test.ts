import { describe, expect, it } from "vitest";
import { askForSecrets, SecretsFault } from "../../src/environment/secrets-command.ts";
import { clientPem, load, problemsOf, remote } from "./project.ts";

const { KONAPLATE_SECRET_KEY: _key, ...withoutKey } = remote;
const FILE = "KONAPLATE_SECRET_KEY_FILE";
const CANARY = "canary-s3cret";

/** A command that writes a text. */
function writing(text: string): string {
  return `printf '%s' '${text}'`;
}

function faultOf(command: string, limit?: number): string {
  try {
    askForSecrets(command, process.cwd(), limit);
  } catch (error) {
    if (error instanceof SecretsFault) return error.message;
    throw error;
  }
  throw new Error("the command was taken");
}

describe("a secret in a file of its own", () => {
  it("is taken without the line end behind it, by a path relative to the project", () => {
    const files = { "run/secret": `${CANARY}\n` };
    const settings = load({ env: { ...withoutKey, [FILE]: "run/secret" }, files });
    expect(settings.credentials?.secretKey).toBe(CANARY);
    const fromDotenv = load({ env: withoutKey, files: { ...files, ".env": `${FILE}=run/secret` } });
    expect(fromDotenv.credentials?.secretKey).toBe(CANARY);
  });

  it("works for every secret setting", () => {
    const { KONAPLATE_ACCESS_KEY, KONAPLATE_CLIENT_PRIVATE_KEY, ...others } = withoutKey;
    const files = { access: KONAPLATE_ACCESS_KEY, secret: CANARY, client: KONAPLATE_CLIENT_PRIVATE_KEY };
    const env = {
      ...others,
      KONAPLATE_ACCESS_KEY_FILE: "access",
      KONAPLATE_SECRET_KEY_FILE: "secret",
      KONAPLATE_CLIENT_PRIVATE_KEY_FILE: "client",
    };
    expect(load({ env, files }).credentials).toMatchObject({ accessKey: KONAPLATE_ACCESS_KEY });
  });

  it.each([
    [{ [FILE]: "none" }, {}, "cannot be used: there is no such file"],
    [{ [FILE]: "." }, {}, "cannot be used: the file cannot be read (EISDIR)"],
    [{ [FILE]: "empty" }, { empty: "\n" }, "cannot be used: the file is empty"],
    [{ [FILE]: "bytes" }, { bytes: Buffer.from([1, 0, 2]) }, "cannot be used: the file is no text"],
    [
      { [FILE]: "s", KONAPLATE_SECRET_KEY: CANARY },
      { s: "x" },
      "is set, and so is KONAPLATE_SECRET_KEY: unset one",
    ],
  ])("%o is a mistake", (env, files, why) => {
    const [problem, ...others] = problemsOf({ env: { ...withoutKey, ...env }, files });
    expect(problem).toMatch(new RegExp(`^${FILE} `));
    expect(problem).toContain(why);
    expect(others).toEqual([]);
  });

  it("of a setting that is no secret is none of ours, nor is one with a slip in its name", () => {
    const env = { ...remote, KONAPLATE_SECRET_KEY_FILES: "x" };
    expect(problemsOf({ env })[0]).toContain(`did you mean ${FILE}?`);
  });
});

describe("secrets from a command", () => {
  const json = JSON.stringify({
    KONAPLATE_SECRET_KEY: CANARY,
    HTTPS_PROXY: `http://user:${CANARY}@proxy.example`,
  });

  it("are taken where their variables are not set", () => {
    const env = { ...withoutKey, KONAPLATE_SECRETS_COMMAND: writing(json) };
    const settings = load({ env });
    expect(settings.credentials?.secretKey).toBe(CANARY);
    expect(settings.way.proxy).toMatchObject({ from: "HTTPS_PROXY (from KONAPLATE_SECRETS_COMMAND)" });
    const set = load({ env: { ...env, ...remote } });
    expect(set.credentials?.secretKey).toBe(remote.KONAPLATE_SECRET_KEY);
    expect(set.notices).toEqual(["KONAPLATE_SECRET_KEY goes before what KONAPLATE_SECRETS_COMMAND gives"]);
  });

  it("that fail are one mistake, whatever they would have given", () => {
    const { KONAPLATE_BASE_URL, KONAPLATE_ASP_ID } = remote;
    const env = { KONAPLATE_BASE_URL, KONAPLATE_ASP_ID, KONAPLATE_SECRETS_COMMAND: "exit 1" };
    expect(problemsOf({ env })).toEqual([
      expect.stringContaining("KONAPLATE_SECRETS_COMMAND gives no secrets"),
    ]);
    expect(problemsOf({ env: { ...env, KONAPLATE_CLIENT_KEY: clientPem } })).toHaveLength(1);
    // What it gave shows what it did not.
    const given = { ...env, KONAPLATE_SECRETS_COMMAND: writing(json) };
    expect(problemsOf({ env: given }).join("\n")).toContain("KONAPLATE_ACCESS_KEY is not set");
  });

  it("are not asked for by the embedded sandbox, which says so", () => {
    const { notices } = load({ env: { KONAPLATE_SECRETS_COMMAND: "exit 1" } });
    expect(notices.join()).toContain("not used: KONAPLATE_SECRETS_COMMAND");
  });

  it.each([
    ["a failure", `echo ${CANARY}; echo ${CANARY} >&2; exit 3`, "it ended with exit code 3; run it by hand"],
    ["no command", "no-such-command-here", "it ended with exit code 127"],
    ["no JSON", `echo ${CANARY}`, "it wrote no JSON object"],
    ["JSON that breaks off", `echo '{"KONAPLATE_SECRET_KEY": "${CANARY}'`, "it wrote no JSON object"],
    ["a list", writing(`["${CANARY}"]`), "it wrote no JSON object"],
    ["nothing", "true", "it wrote no JSON object"],
    ["an empty object", "echo {}", "its JSON object is empty"],
    [
      "an unknown name",
      writing(`{"${CANARY}": "x"}`),
      "has a name that it may not give; it may give KONAPLATE_ASP_ID,",
    ],
    [
      "a slip in a name",
      writing(`{"KONAPLATE_SECRET_KEI": "${CANARY}"}`),
      "did you mean KONAPLATE_SECRET_KEY?",
    ],
    ["permission", writing('{"KONAPLATE_ALLOW": "changes"}'), "has a name that it may not give"],
    ["a number", writing('{"KONAPLATE_ASP_ID": 123}'), "its KONAPLATE_ASP_ID is no text"],
    [
      "an empty text",
      writing('{"KONAPLATE_ASP_ID": ""}'),
      "its KONAPLATE_ASP_ID is no text, or an empty one",
    ],
    ["too much", "head -c 1100000 /dev/zero", "it wrote more than 1048576 bytes"],
  ])("%s is one mistake, which shows nothing of what was written", (_name, command, why) => {
    const problems = problemsOf({ env: { ...remote, KONAPLATE_SECRETS_COMMAND: command } });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^KONAPLATE_SECRETS_COMMAND gives no secrets: /);
    expect(problems[0]).toContain(why);
    expect(problems[0]).not.toContain(CANARY);
  });

  it("that take too long are not waited for", () => {
    // A command that is waited for would outlast the test's own limit.
    expect(faultOf("sleep 600", 100)).toBe("it took longer than 0.1 s and was ended");
  });
});
