import { describe, expect, it } from "vitest";
import { load, remote } from "./project.ts";

describe("settings", () => {
  it("are those of the embedded sandbox where nothing is set", () => {
    const { seed, ...settings } = load({});
    expect(seed).toMatch(/^[0-9a-f]{8}$/);
    expect(settings).toEqual({
      environment: "embedded",
      embedded: true,
      baseUrl: undefined,
      credentials: undefined,
      way: {},
      timeZone: "KST",
      tokenMessage: "body",
      testData: {},
      testDataFile: "environments/embedded.yaml",
      allow: "changes",
      strict: "security",
      keyMode: "LIVE",
      only: [],
      kinds: [],
      limits: { timeoutMs: 10_000, maxRps: undefined, concurrency: 4 },
      codePointer: "/response/code",
      messagePointer: "/response/description",
      reportDir: "reports",
      attach: "failed",
      gaps: [],
      deviations: [],
      notices: [],
    });
  });

  it("have a new seed with every run unless one is given", () => {
    expect(load({}).seed).not.toBe(load({}).seed);
    expect(load({ env: { KONAPLATE_SEED: "씨앗 1" } }).seed).toBe("씨앗 1");
  });

  it("are taken as given for a target of its own", () => {
    const settings = load({
      env: {
        ...remote,
        KONAPLATE_BASE_URL: "https://Partner.example:8443/open-api//",
        KONAPLATE_TIME_ZONE: "UTC",
        KONAPLATE_TOKEN_MESSAGE: "base64-body",
        KONAPLATE_ALLOW_DESTRUCTIVE: "true",
        KONAPLATE_STRICT: "true",
        KONAPLATE_ONLY: "user-register/success, membership-cancellation/{unknown-member,plcc-*}",
        KONAPLATE_TIMEOUT_MS: "600000",
        KONAPLATE_MAX_RPS: "0.5",
        KONAPLATE_CONCURRENCY: "64",
        KONAPLATE_CODE_POINTER: "/a~1b/0",
        KONAPLATE_REPORT_DIR: "out/reports",
        KONAPLATE_ATTACH: "all",
      },
    });
    expect(settings).toMatchObject({
      environment: "remote",
      embedded: false,
      baseUrl: "https://partner.example:8443/open-api",
      timeZone: "UTC",
      tokenMessage: "base64-body",
      testDataFile: "the file that KONAPLATE_TEST_DATA names",
      allow: "changes",
      strict: "all",
      only: ["user-register/success", "membership-cancellation/{unknown-member,plcc-*}"],
      limits: { timeoutMs: 600_000, maxRps: 0.5, concurrency: 64 },
      codePointer: "/a~1b/0",
      reportDir: "out/reports",
      attach: "all",
      notices: [],
    });
    expect(settings.credentials).toMatchObject({
      aspId: remote.KONAPLATE_ASP_ID,
      accessKey: remote.KONAPLATE_ACCESS_KEY,
      secretKey: remote.KONAPLATE_SECRET_KEY,
      cryptoKeyId: remote.KONAPLATE_CRYPTO_KEY_ID,
    });
  });

  it("spare a target that is not embedded: 5 requests a second by default", () => {
    expect(load({ env: remote }).limits.maxRps).toBe(5);
  });

  it("call no answer slow unless a limit is given", () => {
    expect(load({ env: remote }).limits.maxResponseMs).toBeUndefined();
    const limited = { ...remote, KONAPLATE_MAX_RESPONSE_MS: "1500" };
    expect(load({ env: limited }).limits.maxResponseMs).toBe(1500);
  });

  it.each([
    "http://localhost:1",
    "http://api.localhost",
    "http://127.8.0.1:80",
    "http://[::1]:8080/open-api",
  ])("let plain http go to this computer: %s", (KONAPLATE_BASE_URL) => {
    expect(load({ env: { ...remote, KONAPLATE_BASE_URL } }).notices).toEqual([]);
  });

  it("let plain http go elsewhere when told to, and say what that means", () => {
    const env = {
      ...remote,
      KONAPLATE_BASE_URL: "http://partner.example",
      KONAPLATE_ALLOW_PLAIN_HTTP: "true",
    };
    expect(load({ env }).notices).toEqual([
      "KONAPLATE_BASE_URL is plain http: headers and unencrypted bodies can be read on the way to partner.example",
    ]);
  });

  it("note a credential whose length is not that of the pages, without showing it", () => {
    const env = { ...remote, KONAPLATE_ACCESS_KEY: "short-key", KONAPLATE_ASP_ID: "1234" };
    expect(load({ env }).notices).toEqual([
      "KONAPLATE_ASP_ID has 4 characters; the pages give X-KM-User-AspId a length of 15",
      "KONAPLATE_ACCESS_KEY has 9 characters; the pages give X-KM-Access-Key a length of 40",
    ]);
  });

  it("note credentials that are given in vain, and a base URL that is set and empty", () => {
    const settings = load({ env: { KONAPLATE_BASE_URL: "", KONAPLATE_SECRET_KEY: "canary-secret-key" } });
    expect(settings.embedded).toBe(true);
    expect(settings.notices).toEqual([
      "KONAPLATE_BASE_URL is not set, so the embedded sandbox is used with credentials of its own; not used: KONAPLATE_SECRET_KEY",
      "KONAPLATE_BASE_URL is set and empty: the embedded sandbox is used",
    ]);
  });

  it("let the command line's filter go before the variable's", () => {
    const env = { KONAPLATE_ONLY: "user-register/*" };
    expect(load({ env, only: ["charge-cancellation/success"] }).only).toEqual([
      "charge-cancellation/success",
    ]);
    expect(load({ env, only: [] }).only).toEqual(["user-register/*"]);
  });
});

describe("the sources of settings", () => {
  it("are the real environment first and then .env, and the real environment stays as it was", () => {
    const env = { KONAPLATE_TIMEOUT_MS: "1" };
    const settings = load({
      env,
      files: { ".env": "KONAPLATE_TIMEOUT_MS=2\nexport KONAPLATE_CONCURRENCY='3' # few\n" },
    });
    expect(settings.limits).toMatchObject({ timeoutMs: 1, concurrency: 3 });
    expect(env).toEqual({ KONAPLATE_TIMEOUT_MS: "1" });
    expect(process.env.KONAPLATE_CONCURRENCY).toBeUndefined();
  });

  it("let an empty variable of the real environment unset one of the file", () => {
    const files = { ".env": "KONAPLATE_BASE_URL=https://partner.example\n" };
    expect(load({ env: { KONAPLATE_BASE_URL: "" }, files }).embedded).toBe(true);
  });

  it("are .env.<name> and environments/<name>.yaml, and not .env, where KONAPLATE_ENV names them", () => {
    const settings = load({
      env: { ...remote, KONAPLATE_ENV: "partner" },
      files: {
        ".env": "KONAPLATE_STRICT=true\n",
        ".env.partner": "KONAPLATE_CONCURRENCY=9\nKONAPLATE_ENV=partner\n",
        "environments/partner.yaml": "gaps: [{case: user-register/success, reason: no telephone}]\n",
      },
    });
    expect(settings).toMatchObject({ environment: "partner", embedded: false, strict: "security" });
    expect(settings.limits.concurrency).toBe(9);
    expect(settings.testDataFile).toBe("environments/partner.yaml");
    expect(settings.gaps).toHaveLength(1);
  });

  it("may be the real environment and the environment file alone, as in CI", () => {
    const files = { "environments/partner.yaml": "# nothing yet\n" };
    expect(load({ env: { ...remote, KONAPLATE_ENV: "partner" }, files }).environment).toBe("partner");
  });
});
