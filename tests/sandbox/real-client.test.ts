import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  constants as crypto,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";

/**
 * A client as those are that talk to the vendor's sandbox: node's own crypto, JSON with doubles, the times of Seoul, no
 * Accept, the key id only with an encrypted request, a term list of the vendor's.
 */
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ largeIds: false });
});
afterAll(() => sandbox.close());

interface Said {
  readonly response: { readonly code: string };
  readonly userId: number;
  readonly basicCardInfo: { readonly cardNo: string };
  readonly isAuthed: boolean;
  readonly isPending: boolean;
}

const base64url = (bytes: Buffer): string => bytes.toString("base64url");

function encrypt(text: string): string {
  const header = base64url(Buffer.from(JSON.stringify({ alg: "RSA-OAEP-256", enc: "A128GCM" })));
  const [key, iv] = [randomBytes(16), randomBytes(12)];
  const padding = crypto.RSA_PKCS1_OAEP_PADDING;
  const sealedKey = publicEncrypt(
    { key: sandbox.settings.KONAPLATE_SERVER_PUBLIC_KEY, oaepHash: "sha256", padding },
    key,
  );
  const cipher = createCipheriv("aes-128-gcm", key, iv).setAAD(Buffer.from(header));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [header, ...[sealedKey, iv, sealed, cipher.getAuthTag()].map(base64url)].join(".");
}

function decrypt(jwe: string): string {
  const [header = "", ...parts] = jwe.split(".");
  const [sealedKey, iv, sealed, tag] = parts.map((part) => Buffer.from(part, "base64url"));
  if (!sealedKey || !iv || !sealed || !tag) throw new Error(`not a compact JWE: ${jwe}`);
  const padding = crypto.RSA_PKCS1_OAEP_PADDING;
  const privateKey = sandbox.settings.KONAPLATE_CLIENT_PRIVATE_KEY;
  const key = privateDecrypt({ key: privateKey, oaepHash: "sha256", padding }, sealedKey);
  const opener = createDecipheriv("aes-128-gcm", key, iv).setAAD(Buffer.from(header)).setAuthTag(tag);
  return Buffer.concat([opener.update(sealed), opener.final()]).toString("utf8");
}

async function post(path: string, value: unknown, encrypted: boolean): Promise<Said> {
  const { settings } = sandbox;
  const body = encrypted
    ? JSON.stringify({ encData: encrypt(JSON.stringify(value)) })
    : JSON.stringify(value);
  const time = new Date(Date.now() + 9 * 3_600_000).toISOString().replace(/\D/g, "");
  const answer = await fetch(`${sandbox.baseUrl}${path}`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-KM-User-AspId": settings.KONAPLATE_ASP_ID,
      "X-KM-Correlation-Id": `${time.slice(2, 14)}-${randomBytes(4).toString("hex").slice(0, 7)}`,
      "X-KM-Access-Key": settings.KONAPLATE_ACCESS_KEY,
      "X-KM-Tran-Token": `KMV1:${time.slice(0, 17)}:${createHmac("sha256", settings.KONAPLATE_SECRET_KEY).update(body).digest("base64")}`,
      "X-KM-Tran-Time": time.slice(0, 14),
      "X-KM-Time-Zone": "KST",
      ...(encrypted && { "X-KM-Crypto-Key-Id": settings.KONAPLATE_CRYPTO_KEY_ID }),
    },
    body,
  });
  const outer = JSON.parse(await answer.text()) as Said & { encData?: string };
  return outer.encData === undefined ? outer : (JSON.parse(decrypt(outer.encData)) as Said);
}

const NEWCOMER = {
  loginPassword: "111111",
  birthDate: "19900101",
  nationality: "Korean",
  gender: "Male",
  userName: "김코나",
  email: "konamember@member.example",
  mobileNumber: "01012341234",
  addressInfo: { address: "서울특별시 강남구", zipCode: "06234" },
  joinChannel: "OPENAPI",
};
const register = (loginId: string, tcIdList: readonly string[]) =>
  post("/api/v1/user/registration", { ...NEWCOMER, loginId, tcIdList }, true);
const TERMS = ["29184", "29186", "29187", "29188", "601151", "601152", "604150", "606153"];

describe("a client of the vendor's sandbox", () => {
  it("registers a member, asks about it, and lets it leave, with ids read as doubles", async () => {
    const [first, second] = [await register("first", TERMS), await register("second", TERMS)];
    expect([first.response.code, second.response.code]).toEqual(["000_000", "000_000"]);
    expect(Number.isSafeInteger(first.userId)).toBe(true);
    expect(second.userId).toBe(first.userId + 1);
    const { userId } = second;
    expect((await post("/api/v1/user/deduction/info", { userId }, true)).isAuthed).toBe(false);
    expect((await post("/api/v1/user/unregister", { userId }, false)).response.code).toBe("000_000");
    expect((await post("/api/v1/user/unregister", { userId }, false)).response.code).toBe("001_006");
  });

  it.each(TERMS.map((term, index) => [`login${index}`, [term]]))(
    "%s agrees to %j alone",
    async (loginId, terms) => {
      expect((await register(String(loginId), terms as string[])).response.code).toBe("000_000");
    },
  );

  it("has not agreed with another list, nor with one of the sandbox's two terms", async () => {
    for (const terms of [[], ["12345"], ["100000000000101"], ["100000000000102"]]) {
      expect((await register("stranger", terms)).response.code).toBe("001_009");
    }
  });

  it("cancels a charge without X-KM-Crypto-Key-Id, since its answer alone is encrypted", async () => {
    const charge = {
      userId: 50000104671,
      nrNumber: "KMN260114031773501",
      oneTimeToken: "9491339000123456",
      dcvv: "456",
      cardExpiry: "2509",
      sequenceId: "202211149990015",
    };
    const cancel = (changes: object) =>
      post("/api/v1/recharges/by-bank-accounts/no-hce/cancel", { ...charge, ...changes }, false);
    for (const changes of [
      { dcvv: "457" },
      { oneTimeToken: "9491338999999999", dcvv: "999" },
      { oneTimeToken: "9491339001000000", dcvv: "000" },
    ]) {
      expect((await cancel(changes)).response.code).toBe("000_002");
    }
    expect((await cancel({})).isPending).toBe(false);
    // The charge is cancelled: another of the tokens is right, and the state refuses.
    const again = { oneTimeToken: "9491339000999999", dcvv: "999", sequenceId: "202211149990016" };
    expect((await cancel(again)).response.code).toBe("007_030");
  });
});
